using System.Diagnostics;
using System.Globalization;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Inference;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>
/// A network whose miners answer with llama.cpp in real worker processes, each from a model file of its own choice, and a prompt under way.
/// </summary>
internal sealed class RealEngineScene : IAsyncDisposable
{
    private const int MaxTokens = 48;
    private const int Begun = 3;

    private static readonly TokenAmount Finney = new(1_000_000_000_000_000);

    private RealEngineScene(TestNetwork network, IReadOnlyList<LlamaEngine> engines, ChatStream stream, Books before) =>
        (Network, Engines, Stream, Before) = (network, engines, stream, before);

    public TestNetwork Network { get; }

    /// <summary>The miners' engines, in their order.</summary>
    public IReadOnlyList<LlamaEngine> Engines { get; }

    public ChatStream Stream { get; }

    public Books Before { get; }

    /// <summary>Number of the miner that streams.</summary>
    public int Elected => Network.Miners.Select(miner => miner.Address).ToList().IndexOf(Stream.Miners[0]);

    /// <summary>Starts one miner for each model file and asks; returns when the client has read some of the answer.</summary>
    public static async Task<RealEngineScene> AskAsync(params string[] models)
    {
        List<LlamaEngine> engines = [];
        TestNetwork? network = null;
        try
        {
            foreach (string model in models)
            {
                engines.Add(
                    await RealModel.StartAsync(
                        RealModel.Options() with
                        {
                            Model = TestNetwork.Model,
                            ModelPath = model,
                            ContextTokens = 512,
                            Sequences = 2,
                            StallTimeout = TimeSpan.FromSeconds(30),
                            PingInterval = TimeSpan.FromSeconds(1),
                            PingTimeout = TimeSpan.FromSeconds(8),
                        }
                    )
                );
            }

            network = await TestNetwork.StartAsync(
                new TestNetworkOptions
                {
                    Miners = (byte)models.Length,
                    Redundancy = 1,
                    Proof = Cortensor.Protocol.Sessions.ProofKind.None,
                    ContextTokens = 512,
                    Engines = index => engines[index],
                    Timeout = TimeSpan.FromMinutes(3),
                }
            );
            Books before = Books.Of(network);
            ChatStream stream = await network.AskAsync("Tell me a long story about a lighthouse.", MaxTokens);
            await stream.ReadWordsAsync(Begun);
            _ = await network.WaitForTaskAsync(stream.Key, TaskState.Queued);
            return new RealEngineScene(network, engines, stream, before);
        }
        catch
        {
            await EndAsync(network, engines);
            throw;
        }
    }

    /// <summary>Sends a signal to the worker of the miner that streams.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start(
            "kill",
            [$"-{signal}", Engines[Elected].WorkerPids.Single().ToString(CultureInfo.InvariantCulture)]
        );
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>
    /// Lets chain time pass until the task has an outcome: a slot that was handed back is filled again after its deadline.
    /// </summary>
    public async Task PassTimeAsync()
    {
        await Network.UntilAsync("the slot handed back", snapshot => snapshot.Tasks[Stream.Key].Steps.Any(step => step.Move == "decline"));
        _ = await Network.AdvanceUntilAsync(
            "the end of the task",
            snapshot => snapshot.Tasks[Stream.Key].Outcome is not null,
            TimeSpan.FromMinutes(2)
        );
    }

    /// <summary>
    /// The client has the whole text that was committed, one miner was paid for it by the token, to the wei, and nobody else: input at 1
    /// finney, output at 2; 80 % to the miner, 8 % to the router, 5 % to the treasury, the validators' 7 % and the rest of the ceiling back
    /// to the session.
    /// </summary>
    public async Task AssertPaidOnceAsync(Address miner)
    {
        string read = await Stream.ReadToEndAsync();
        Assert.True(Stream.IsDone && Stream.ErrorCode is null);
        QueueTask task = await Network.WaitForTaskAsync(Stream.Key, TaskState.Completed);
        int number = task.Slots.ToList().FindIndex(slot => slot.Miner == miner);
        Assert.Equal(1u << number, task.Accepted);
        TaskSlot slot = task.Slots[number];
        Assert.Equal(read, (await NetworkScenes.ResultAsync(Network, slot)).Text);

        TokenAmount gross = (Finney * (ulong)slot.PromptTokens) + (Finney * 2 * (ulong)slot.OutputTokens);
        Assert.Equal(gross * 93 / 100, task.Charged);
        Books after = Books.Of(Network);
        Assert.Equal(TokenAmount.Zero, after.Session.Reserved);
        Assert.Equal(Before.Session.Free - task.Charged, after.Session.Free);
        foreach (TestMiner one in Network.Miners)
        {
            TokenAmount had = Before.Accounts.GetValueOrDefault(one.Address);
            Assert.Equal(one.Address == miner ? had + (gross * 80 / 100) : had, after.Accounts.GetValueOrDefault(one.Address));
        }

        Assert.Equal(
            Before.Accounts.GetValueOrDefault(Network.Router.Address) + (gross * 8 / 100),
            after.Accounts.GetValueOrDefault(Network.Router.Address)
        );
        Network.Chain.AssertMoneyConserved();
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        await EndAsync(Network, Engines);
    }

    private static async Task EndAsync(TestNetwork? network, IReadOnlyList<LlamaEngine> engines)
    {
        if (network is not null)
        {
            await network.DisposeAsync();
        }

        foreach (LlamaEngine engine in engines)
        {
            await engine.DisposeAsync();
        }
    }
}
