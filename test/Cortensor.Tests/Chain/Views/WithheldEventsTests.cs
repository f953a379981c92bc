using System.Text.Json;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Views;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Chain.Views;

/// <summary>
/// An endpoint that keeps back events, with no other endpoint beside it to tell: the node must not die of the next event, and must see what
/// is when the rest comes.
/// </summary>
public sealed class WithheldEventsTests
{
    [Fact]
    public async Task A_view_that_meets_an_event_about_an_unknown_task_reads_everything_again()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        WithholdingTransport endpoint = new(twins.Network.Anvil.Client.Transport, twins.Network.Book.Contracts["SessionQueue"].Address);
        ChainNetworkView view = twins.Follow(new ChainViewOptions { MaxBackoff = TimeSpan.FromMilliseconds(50) }, endpoint);
        await scenario.FoundAsync();
        SessionId session = await scenario.OpenAsync(1, ProofKind.None);
        await twins.AgreeAsync(view);

        endpoint.Withholds = true;
        TaskKey task = await scenario.SubmitAsync(session, 0);
        await twins.AgreeAsync(twins.View);
        NetworkSnapshot blind = await view.ReachAsync(twins.View.Current.Head.Number, TestContext.Current.CancellationToken);
        Assert.False(blind.Tasks.ContainsKey(task));

        endpoint.Withholds = false;
        await scenario.AckAsync(task, 0);
        await twins.AgreeAsync(view);
    }

    /// <summary>Gives every answer but the events of one contract, and says that they are all.</summary>
    private sealed class WithholdingTransport(IRpcTransport inner, Address contract) : IRpcTransport
    {
        private volatile bool _withholds;

        public bool Withholds
        {
            set => _withholds = value;
        }

        public async Task<JsonElement> CallAsync(
            string method,
            IReadOnlyList<object?> parameters,
            CancellationToken cancellationToken = default
        )
        {
            JsonElement answer = await inner.CallAsync(method, parameters, cancellationToken);
            return _withholds && method == "eth_getLogs"
                ? JsonSerializer.SerializeToElement(
                    answer.EnumerateArray().Where(log => Address.Parse(log.GetProperty("address").GetString()!) != contract)
                )
                : answer;
        }
    }
}
