using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Router;
using Cortensor.Router.Admission;
using Cortensor.Router.Admission.Questions;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;

namespace Cortensor.Tests.Router.Admission;

/// <summary>
/// Why no miner fits: each reason has its own code, so that a client knows whether to wait, to ask elsewhere or to call the operator.
/// </summary>
public sealed class MinerQuestionsTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, "no_miner_connected")]
    [InlineData(4, 0, 0, 0, "no_miner_for_model")]
    [InlineData(4, 4, 0, 0, "no_miner_in_session")]
    [InlineData(4, 4, 2, 2, "no_miner")]
    [InlineData(4, 4, 4, 2, "no_miner_free")]
    [InlineData(4, 4, 4, 3, null)]
    [InlineData(3, 3, 3, 3, null)]
    public void Each_reason_has_its_code(int connected, int serving, int reachable, int free, string? code)
    {
        AdmissionContext context = Context(connected, serving, reachable, free);
        IAdmissionQuestion[] questions = [new MinerConnected(), new MinerServesModel(), new MinersOfSession(), new MinersHaveRoom()];
        ApiError? error = questions.Select(question => question.Ask(context)).FirstOrDefault(static answer => answer is not null);
        Assert.Equal(code, error?.Code.Code);
        Assert.Equal(code is null ? null : 503, error?.Code.Status);
        Assert.True(error is null || error.RetryAfterSeconds > 0);
    }

    private static AdmissionContext Context(int connected, int serving, int reachable, int free) =>
        new()
        {
            ClientRequest = new ClientRequest { Key = new ApiKey("test", Hash32.Zero, []) },
            Network = new NetworkSnapshot { Head = new ChainHead(1, Hash32.Zero, 1), Parameters = QueueParameters.Default },
            Options = new RouterOptions(),
            Self = Address.Zero,
            Session = new SessionInfo
            {
                Id = new SessionId(1),
                Owner = Address.Zero,
                Config = new SessionConfig
                {
                    Name = "test",
                    ModelId = Hash32.Zero,
                    Redundancy = 3,
                    MaxPricePer1kInput = TokenAmount.OneCor,
                    MaxPricePer1kOutput = TokenAmount.OneCor,
                },
            },
            Connected = connected,
            Serving = serving,
            Reachable = reachable,
            Free = free,
        };
}
