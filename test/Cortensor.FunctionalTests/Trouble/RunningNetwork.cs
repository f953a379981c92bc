using System.Diagnostics;
using System.Text.Json.Nodes;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;
using Cortensor.Chain.Rpc;
using Cortensor.Cli;
using Cortensor.Cli.Demo;
using Cortensor.Cli.Http;
using Cortensor.Devnet;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.FunctionalTests.Devnet;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Trouble;

/// <summary>
/// A network of real processes with its supervisor, in a folder of its own; the scripted engine, since models are not what is in trouble
/// here. A write beyond a limit on file size is an error in its nodes and not their end, so that a limit stands for a full disk.
/// </summary>
internal sealed class RunningNetwork : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly DevnetHost _host;
    private readonly CancellationTokenSource _ending;
    private readonly Task _watching;
    private readonly StringWriter _progress;
    private readonly HttpClient _http = new();
    private readonly EthClient _chain;
    private int _ended;

    private RunningNetwork(string folder, DevnetHost host, StringWriter progress)
    {
        (_folder, _host, _progress) = (folder, host, progress);
        _ending = new CancellationTokenSource();
        _watching = host.RunAsync(new WrittenProgress(progress), _ending.Token);
        Router = new RouterClient(host.Document.Router.Url, host.Document.ApiKey);
        _chain = new EthClient(
            new HttpRpcTransport(_http, new Uri(host.Document.Chains.L3.Rpc), HttpRpcTransport.DefaultTimeout, TimeProvider.System)
        );
    }

    public CancellationToken Stop => TestContext.Current.CancellationToken;

    public RouterClient Router { get; }

    public static async Task<RunningNetwork> StartAsync(int tokenMilliseconds)
    {
        string folder = Directory.CreateTempSubdirectory("cortensor-chain-trouble-").FullName;
        StringWriter progress = new();
        DevnetOptions options = new()
        {
            DataDir = folder,
            Home = Repository.Root,
            Program = CliPaths.Program,
            RouterPort = 0,
            Miners = 4,
            Engine = EngineNames.Scripted,
            ScriptedTokenMilliseconds = tokenMilliseconds,
        };
        DevnetHost host = await DevnetHost.StartAsync(
            options,
            new WrittenProgress(progress),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        return new RunningNetwork(folder, host, progress);
    }

    public ChatCompletionRequest Question(string prompt) =>
        new()
        {
            Model = DevnetOptions.DefaultModel,
            Stream = true,
            Temperature = 0,
            MaxTokens = 32,
            Messages = [new ChatCompletionMessage { Role = "user", Content = prompt }],
        };

    public Task<DemoAnswer> AskAsync(string prompt) => DemoAnswer.AskAsync(Router, Question(prompt), null, TimeProvider.System, Stop);

    public Task<TaskDetails> EndOfAsync(DemoAnswer answer) =>
        new TaskFollower(Router, TimeProvider.System, new Progress<string>()).FollowAsync(
            answer.Provenance.Session.Value,
            answer.Provenance.Task.Value,
            Stop
        );

    public Task<SessionView> SessionAsync() => Router.SessionAsync(_host.Document.SessionId, Stop);

    public async Task<ulong> HeadAsync() => (await _chain.GetHeaderAsync(BlockTag.Latest, Stop))!.Number;

    /// <summary>Ends the chain as a machine that shuts down does: it saves its state.</summary>
    public void StopChain()
    {
        _ended = _host.Document.Pids.Chain[0];
        _ = NativeSignals.Send(_ended, NativeSignals.Terminate);
    }

    /// <summary>Ends it where it stands: what came after its last saved state never was.</summary>
    public void KillChain()
    {
        _ended = _host.Document.Pids.Chain[0];
        using Process chain = Process.GetProcessById(_ended);
        chain.Kill();
        chain.WaitForExit();
    }

    /// <summary>Waits for the moment at which the chain has just saved its state.</summary>
    public async Task NextStateSavedAsync()
    {
        string file = new DevnetPaths(_folder).ChainState;
        DateTime before = File.GetLastWriteTimeUtc(file);
        await UntilAsync("a saved state", () => Task.FromResult(File.GetLastWriteTimeUtc(file) != before));
    }

    public Task UntilTasksAsync(ulong count) => UntilAsync("the task on chain", async () => (await SessionAsync()).TaskCount >= count);

    /// <summary>A new process of the chain answers, and the router has followed it beyond the height at which the old one ended.</summary>
    /// <returns>The height from which the new one went on.</returns>
    public async Task<ulong> UntilChainIsBackAsync(ulong before)
    {
        await UntilAsync("a new chain process", () => Task.FromResult(_host.Document.Pids.Chain[0] != _ended));
        ulong head = 0;
        await UntilAsync("an answer of the chain", async () => await TryAsync(async () => head = await HeadAsync()));
        await UntilAsync("the router on the new chain", async () => (await Router.StatusAsync(Stop)).Block > before + 1);
        await UntilAsync("a ready router", IsRouterReadyAsync);
        return head;
    }

    /// <summary>
    /// The tasks since then once each has its outcome; the session lost what they were charged and nothing else, and nothing is reserved.
    /// </summary>
    public async Task<IReadOnlyList<TaskDetails>> SettledAsync(SessionView before)
    {
        List<TaskDetails> tasks = [];
        await UntilAsync(
            "every task's end",
            async () =>
            {
                tasks.Clear();
                SessionView session = await SessionAsync();
                for (ulong task = before.TaskCount + 1; task <= session.TaskCount; task++)
                {
                    tasks.Add(await Router.TaskAsync(session.SessionId, task, Stop));
                }

                return tasks.TrueForAll(task => task.State is "Completed" or "Failed") && session.Reserved == TokenAmount.Zero;
            }
        );
        SessionView after = await SessionAsync();
        Assert.Equal(before.Balance - tasks.Aggregate(TokenAmount.Zero, (sum, task) => sum + task.Charged), after.Balance);
        Assert.All(tasks, task => Assert.All(task.Slots, slot => Assert.Equal(slot.Accepted == true, slot.Paid > TokenAmount.Zero)));
        return tasks;
    }

    /// <summary>The network works as before: a prompt is answered by three, agreed on and paid.</summary>
    public async Task AssertNextPromptAsync()
    {
        SessionView before = await SessionAsync();
        TaskDetails task = await EndOfAsync(await AskAsync("Tell me about the morning after."));
        Assert.Equal(("Completed", "VALID"), (task.State, task.Verdict));
        Assert.Equal(3, task.Slots.Count(slot => slot.Accepted == true && slot.Paid > TokenAmount.Zero));
        Assert.Equal(before.Balance - task.Charged, (await SessionAsync()).Balance);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _host.DisposeAsync();
        Router.Dispose();
        _http.Dispose();
        _ending.Dispose();
        await _progress.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A miner's address, and the folder that its journal and blocks are in.</summary>
    public (Address Address, string Data) Miner(int number) =>
        (_host.Document.Miners[number - 1], new DevnetPaths(_folder).NodeData(NodeRoles.Miner, number));

    /// <summary>Waits for the ready answer of a miner, red with this code in it or green.</summary>
    public Task UntilMinerIsAsync(int number, string? code) =>
        UntilAsync(
            $"miner {number} with {code ?? "nothing"} to complain of",
            async () =>
            {
                JsonNode node = JsonNode.Parse(
                    await File.ReadAllTextAsync(new DevnetPaths(_folder).Configuration(NodeRoles.Miner, number), Stop)
                )!;
                using HttpResponseMessage answer = await _http.GetAsync(
                    new Uri(node[nameof(NodeOptions.Listen)]!.GetValue<string>() + "/health/ready"),
                    Stop
                );
                string body = await answer.Content.ReadAsStringAsync(Stop);
                return code is null
                    ? answer.IsSuccessStatusCode
                    : !answer.IsSuccessStatusCode && body.Contains(code, StringComparison.Ordinal);
            }
        );

    private async Task<bool> IsRouterReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(_host.Document.Router.Url + "/health/ready"), Stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> TryAsync(Func<Task<ulong>> ask)
    {
        try
        {
            _ = await ask();
            return true;
        }
        catch (RpcUnreachableException)
        {
            return false;
        }
    }

    private async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using CancellationTokenSource late = new(Timeout);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, Stop);
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await condition())
            {
                _ = await pace.WaitForNextTickAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            Assert.Fail($"Missing: {what}.\n{_progress}\n{Logs()}");
        }
    }

    private string Logs() =>
        string.Join(
            '\n',
            Directory
                .GetFiles(new DevnetPaths(_folder).Logs)
                .Order(StringComparer.Ordinal)
                .Select(file => $"== {Path.GetFileName(file)}\n{string.Join('\n', LogTail.Read(file, 60))}")
        );
}
