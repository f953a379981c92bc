using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Bench.Soak.Audit;
using Cortensor.Bench.Soak.Load;
using Cortensor.Bench.Soak.Trouble;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Devnet;
using Cortensor.Devnet.Sessions;
using Cortensor.Devnet.State;
using Cortensor.Primitives;

namespace Cortensor.Bench.Soak;

/// <summary>A network, clients, deaths; then calm, and the books.</summary>
internal sealed class SoakRun(SoakOptions options, TextWriter output, TimeProvider time)
{
    private const int TokenMilliseconds = 12;

    /// <summary>Longer than all deadlines of a task together: three rounds, commits, completion.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromMinutes(7);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("cortensor-soak-").FullName;
        SoakProgress progress = new(output, time);
        progress.Report(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Tasks} tasks over {options.Minutes} min, seed {options.Seed}, {options.Miners} miners, {options.Engine} engine. {Machine.Describe()}"
            )
        );
        DevnetOptions network = new()
        {
            DataDir = folder,
            Home = Checkout.Home,
            Program = Checkout.Program,
            Miners = options.Miners,
            Engine = options.Engine,
            RouterPort = 0,
            ScriptedTokenMilliseconds = TokenMilliseconds,
        };
        bool holds;
        await using (DevnetHost host = await DevnetHost.StartAsync(network, progress, time, cancellationToken))
        {
            holds = await SoakAsync(host, network, new DevnetPaths(folder), progress, cancellationToken);
        }

        if (holds && !options.Keep)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            progress.Report($"The network's folder is kept, with every log: {folder}");
        }

        return holds ? 0 : 1;
    }

    private async Task<bool> SoakAsync(
        DevnetHost host,
        DevnetOptions network,
        DevnetPaths paths,
        SoakProgress progress,
        CancellationToken cancellationToken
    )
    {
        using HttpClient http = new();
        EthClient client = new(new HttpRpcTransport(http, new Uri(host.Document.Chains.L3.Rpc), HttpRpcTransport.DefaultTimeout, time));
        ChainBooks books = new(client, await AddressBook.LoadAsync(paths.Deployment, cancellationToken));
        DevnetSessionSpec single = new()
        {
            Name = "single",
            Model = ModelId.Parse(network.Model),
            Redundancy = 1,
            Miners = (ushort)options.Miners,
        };
        (SessionId session, _) = await DevnetClient.CreateSessionAsync(paths, host.Document, single, time, cancellationToken);
        ulong[] sessions = [host.Document.SessionId, session.Value];

        DateTimeOffset start = time.GetLocalNow();
        using SoakClient clients = new(host.Document.Router.Url, host.Document.ApiKey, network.Model, time);
        LoadRun load = new(clients, time);
        using RouterHealth health = new(host.Document.Router.Url, host.Document.ApiKey);
        Chaos chaos = new(host, health, options, progress, time);
        MemoryWatch memory = new(host, time);
        using CancellationTokenSource calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task watching = Task.WhenAll(
            chaos.RunAsync(calm.Token, end.Token),
            memory.RunAsync(calm.Token),
            progress.FollowAsync(load, end.Token)
        );
        ulong head;
        try
        {
            await load.RunAsync(AskPlan.Of(options, sessions), cancellationToken);
            await calm.CancelAsync();
            progress.Report("Every prompt has ended. Now nothing dies any more, and the tasks come to their ends.");
            head = await UntilAllEndedAsync(books, progress, cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            await watching;
        }

        ChainStory story = await books.ReadAsync(head, cancellationToken);
        MoneyAudit money = new(story, books, head);
        ClientAudit audit = new(load.Stories, chaos.Blows, options, network.Model);
        Finding[] findings =
        [
            audit.EveryPromptIsAnswered(),
            audit.EveryAnswerIsWhole(),
            new TaskAudit(story, load.Stories, chaos.Blows).NothingIsLost(),
            money.NothingPaidTwice(),
            await money.MoneyAddsUpAsync(cancellationToken),
            new MemoryAudit(memory.Samples, options).MemoryIsFlat(),
            new LogAudit(host.Processes, chaos.Blows, start).ErrorsAreExplained(),
            NobodyEndedByItself(chaos.Blows),
        ];
        return Tell(findings);
    }

    /// <summary>Waits for the end of every task on chain, or for longer than any task can take; the books say which.</summary>
    private async Task<ulong> UntilAllEndedAsync(ChainBooks books, SoakProgress progress, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(Look, time, cancellationToken);
            ulong head;
            ChainStory story;
            try
            {
                head = await books.HeadAsync(cancellationToken);
                story = await books.ReadAsync(head, cancellationToken);
            }
            catch (RpcUnreachableException)
            {
                continue; // the chain's last death is not over
            }

            int open = story.Queued.Count - story.Ended.Count();
            progress.Open = open;
            if (open == 0 || time.GetElapsedTime(began) > EndTimeout)
            {
                return head;
            }
        }
    }

    private static Finding NobodyEndedByItself(IReadOnlyList<Blow> blows) =>
        Finding.Of(
            "no process ended by itself",
            string.Join(
                ", ",
                blows
                    .GroupBy(blow => $"{blow.Role} {blow.Manner}")
                    .OrderBy(group => group.Key)
                    .Select(group => $"{group.Count()} × {group.Key}")
            ),
            [.. blows.Where(blow => blow.Manner == BlowManner.ByItself).Select(blow => $"{blow.Name} at {blow.At:HH:mm:ss}")]
        );

    private bool Tell(IReadOnlyList<Finding> findings)
    {
        Table table = new("verdict", "what must hold", "numbers");
        foreach (Finding finding in findings)
        {
            table.Add(finding.Holds ? "holds" : "BROKEN", finding.Question, finding.Detail);
        }

        bool holds = findings.All(finding => finding.Holds);
        output.WriteLine();
        output.WriteLine(table);
        output.WriteLine(holds ? "The soak passed." : "The soak FAILED.");
        return holds;
    }
}
