using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;
using Cortensor.Cli;
using Cortensor.Cli.Demo;
using Cortensor.Cli.Http;
using Cortensor.Devnet;
using Cortensor.Devnet.State;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Devnet;

/// <summary>Miners that die or cheat, with real processes, a real dev chain and a real model.</summary>
public sealed class MinerTroubleTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-trouble-").FullName;
    private readonly StringWriter _progress = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _progress.Dispose();
    }

    [Fact]
    public async Task A_miner_killed_in_the_middle_of_its_answer_costs_the_client_nothing()
    {
        ModelMirror.Require();
        CancellationToken stop = TestContext.Current.CancellationToken;
        DevnetOptions options = Options(miners: 4);
        await using DevnetHost host = await DevnetHost.StartAsync(options, Progress(), TimeProvider.System, stop);
        DevnetDocument network = host.Document;
        using RouterClient router = new(network.Router.Url, network.ApiKey);
        SessionView before = await router.SessionAsync(network.SessionId, stop);
        StringBuilder text = new();
        Provenance? provenance = null;
        Address? killed = null;
        await foreach (
            ChatCompletionChunk chunk in router.ChatAsync(Ask(options.Model, "Tell me a long story about a lighthouse.", 160), stop)
        )
        {
            provenance = chunk.Cortensor ?? provenance;
            _ = text.Append(string.Concat(chunk.Choices.Select(choice => choice.Delta.Content)));
            if (killed is not null || text.Length < 20)
            {
                continue;
            }

            killed = await StreamingMinerAsync(router, network, stop);
            using Process miner = Process.GetProcessById(PidOf(network, killed.Value));
            miner.Kill();
        }

        Assert.NotNull(killed);
        TaskDetails task = await EndOfAsync(router, provenance!, stop);
        Assert.Equal(("Completed", "VALID"), (task.State, task.Verdict));
        TaskSlotView[] paid = [.. task.Slots.Where(slot => slot.Accepted == true)];
        Assert.True(paid.Length >= 2, "Fewer answers than the quorum were paid.");
        Assert.DoesNotContain(paid, slot => slot.Miner == killed);
        // Nothing missing and nothing twice: what the client read is what the miner that took over committed.
        Assert.Contains(text.ToString(), task.Results.Data);
        await MoneyAddsUpAsync(router, before, task, stop);
    }

    [Fact]
    public async Task A_miner_that_answers_something_else_is_named_and_not_paid()
    {
        ModelMirror.Require();
        CancellationToken stop = TestContext.Current.CancellationToken;
        DevnetOptions options = Options(miners: 3);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using DevnetHost host = await DevnetHost.StartAsync(options, Progress(), TimeProvider.System, stop);
        Task watching = host.RunAsync(Progress(), ending.Token);
        DevnetDocument network = host.Document;
        using RouterClient router = new(network.Router.Url, network.ApiKey);
        Address cheat = network.Miners[1];
        PretendTheModel(2);
        using (Process honest = Process.GetProcessById(network.Pids.Miner[1]))
        {
            honest.Kill();
        }

        await UntilConnectedAsync(network, cheat, stop);
        SessionView before = await router.SessionAsync(network.SessionId, stop);

        // The made-up text quotes the first twelve words it is asked, so the topic comes after them: agreement sees topics.
        const string prompt =
            "Please answer the question that follows in two or three plain sentences: why does bread dough rise in the oven?";
        DemoAnswer answer = await DemoAnswer.AskAsync(router, Ask(options.Model, prompt, 96), null, TimeProvider.System, stop);
        TaskDetails task = await EndOfAsync(router, answer.Provenance, stop);
        Assert.Equal(("Completed", "VALID"), (task.State, task.Verdict));
        TaskSlotView outlier = task.Slots.Single(slot => slot.Accepted == false);
        Assert.Equal(cheat, outlier.Miner);
        Assert.Equal(TokenAmount.Zero, outlier.Paid);
        Assert.InRange(outlier.Distance!.Value, 0.6, 2);
        Assert.All(task.Slots.Where(slot => slot.Accepted == true), slot => Assert.InRange(slot.Distance!.Value, 0, 0.6));
        await MoneyAddsUpAsync(router, before, task, stop);
        await ending.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private static ChatCompletionRequest Ask(string model, string prompt, int maxTokens) =>
        new()
        {
            Model = model,
            Stream = true,
            Temperature = 0,
            MaxTokens = maxTokens,
            Messages = [new ChatCompletionMessage { Role = "user", Content = prompt }],
        };

    private static int PidOf(DevnetDocument network, Address miner) => network.Pids.Miner[network.Miners.ToList().IndexOf(miner)];

    private static async Task<Address> StreamingMinerAsync(RouterClient router, DevnetDocument network, CancellationToken cancellationToken)
    {
        // The stream runs ahead of the chain, so the task may not be there yet.
        TaskDetails? task = null;
        await UntilAsync(
            async () =>
            {
                SessionView session = await router.SessionAsync(network.SessionId, cancellationToken);
                if (session.TaskCount > 0)
                {
                    task = await router.TaskAsync(network.SessionId, 1, cancellationToken);
                }

                return task is not null;
            },
            cancellationToken
        );
        return task!.AssignedMiners[0];
    }

    private static Task<TaskDetails> EndOfAsync(RouterClient router, Provenance provenance, CancellationToken cancellationToken) =>
        new TaskFollower(router, TimeProvider.System, new Progress<string>()).FollowAsync(
            provenance.Session.Value,
            provenance.Task.Value,
            cancellationToken
        );

    /// <summary>
    /// What the session lost is what was charged, and nothing stays reserved. The shares add up in the demonstration's own books.
    /// </summary>
    private static async Task MoneyAddsUpAsync(
        RouterClient router,
        SessionView before,
        TaskDetails task,
        CancellationToken cancellationToken
    )
    {
        SessionView after = await router.SessionAsync(before.SessionId, cancellationToken);
        Assert.Equal(TokenAmount.Zero, after.Reserved);
        Assert.Equal(before.Balance - task.Charged, after.Balance);
        Assert.True(task.Charged <= task.Ceiling);
        Assert.All(task.Slots, slot => Assert.Equal(slot.Accepted == true, slot.Paid > TokenAmount.Zero));
    }

    private static async Task UntilConnectedAsync(DevnetDocument network, Address miner, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { BaseAddress = new Uri(network.Router.Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", network.ApiKey);
        bool gone = false;
        await UntilAsync(
            async () =>
            {
                string list = await http.GetStringAsync(new Uri("/api/v1/miners", UriKind.Relative), cancellationToken);
                bool here = list.Contains(miner.ToString(), StringComparison.OrdinalIgnoreCase);
                gone |= !here;
                return gone && here;
            },
            cancellationToken
        );
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            _ = await pace.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>From its next start on this miner makes text up and says that it came from the model.</summary>
    private void PretendTheModel(int number)
    {
        string file = new DevnetPaths(_folder).Configuration(NodeRoles.Miner, number);
        JsonNode node = JsonNode.Parse(File.ReadAllText(file))!;
        node[nameof(NodeOptions.Miner)]![nameof(MinerRoleOptions.Engine)] = EngineNames.Scripted;
        File.WriteAllText(file, node.ToJsonString());
    }

    private DevnetOptions Options(int miners) =>
        new()
        {
            DataDir = _folder,
            Home = Repository.Root,
            Program = CliPaths.Program,
            RouterPort = 0,
            Miners = miners,
        };

    private WrittenProgress Progress() => new(_progress);
}
