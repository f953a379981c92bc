using System.Diagnostics;
using System.Text;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;
using Cortensor.Cli;
using Cortensor.Cli.Http;
using Cortensor.Devnet;
using Cortensor.Devnet.State;
using Cortensor.FunctionalTests.Devnet;
using Cortensor.Node;
using Cortensor.Primitives;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Trouble.Router;

/// <summary>
/// The router's process killed with <c>kill -9</c> in the middle of an answer, with a real dev chain, a real model and a real disk under
/// it.
/// </summary>
public sealed class RouterProcessKilledTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-router-killed-").FullName;
    private readonly StringWriter _progress = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _progress.Dispose();
    }

    [Fact]
    public async Task The_client_fetches_what_it_lost_and_the_task_is_paid_or_refunded()
    {
        ModelMirror.Require();
        CancellationToken stop = TestContext.Current.CancellationToken;
        DevnetOptions options = new()
        {
            DataDir = _folder,
            Home = Repository.Root,
            Program = CliPaths.Program,
            RouterPort = 0,
            Miners = 3,
        };
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using DevnetHost host = await DevnetHost.StartAsync(options, new WrittenProgress(_progress), TimeProvider.System, stop);
        Task watching = host.RunAsync(new WrittenProgress(_progress), ending.Token);
        DevnetDocument network = host.Document;
        using RouterClient router = new(network.Router.Url, network.ApiKey);
        SessionView before = await router.SessionAsync(network.SessionId, stop);
        string read = await ReadUntilKilledAsync(router, network, options.Model, stop);

        TaskDetails task = await EndAsync(router, network.SessionId, stop);
        await ending.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        SessionView after = await router.SessionAsync(network.SessionId, stop);
        Assert.Equal((1UL, TokenAmount.Zero), (after.TaskCount, after.Reserved));
        Assert.Equal(before.Balance - task.Charged, after.Balance);
        if (task.State == "Failed")
        {
            // On a machine too busy to bring the router back before the deadlines: a refund, whole.
            Assert.Equal((TokenAmount.Zero, before.Balance), (task.Charged, after.Balance));
            Assert.All(task.Slots, static slot => Assert.Equal(TokenAmount.Zero, slot.Paid));
            return;
        }

        Assert.Equal(("Completed", "VALID"), (task.State, task.Verdict));
        Assert.Contains(task.Results.Data, text => text.StartsWith(read, StringComparison.Ordinal));
        TokenAmount miners = task.Slots.Aggregate(TokenAmount.Zero, static (sum, slot) => sum + slot.Paid);
        Assert.All(task.Slots, static slot => Assert.Equal(slot.Accepted == true, slot.Paid > TokenAmount.Zero));
        // Of every 100 wei earned the miners get 80, router and treasury 13, and 7 go back; rounding is wei per slot.
        Assert.InRange(
            ((miners * 93 / 80).Wei > task.Charged.Wei ? (miners * 93 / 80) - task.Charged : task.Charged - (miners * 93 / 80)).Wei,
            0u,
            100u
        );
    }

    /// <summary>Asks, and kills the router as soon as some of the answer is there; what was read until the connection broke.</summary>
    private static async Task<string> ReadUntilKilledAsync(
        RouterClient router,
        DevnetDocument network,
        string model,
        CancellationToken cancellationToken
    )
    {
        StringBuilder text = new();
        bool isDone = false;
        ChatCompletionRequest request = new()
        {
            Model = model,
            Stream = true,
            Temperature = 0,
            MaxTokens = 160,
            Messages = [new ChatCompletionMessage { Role = "user", Content = "Tell me a long story about a lighthouse." }],
        };
        bool isKilled = false;
        try
        {
            await foreach (ChatCompletionChunk chunk in router.ChatAsync(request, cancellationToken))
            {
                isDone |= chunk.Cortensor is not null;
                _ = text.Append(string.Concat(chunk.Choices.Select(static choice => choice.Delta.Content)));
                // Not before the task is on chain, or it never was.
                if (isKilled || text.Length < 20 || (await router.SessionAsync(network.SessionId, cancellationToken)).TaskCount == 0)
                {
                    continue;
                }

                using Process process = Process.GetProcessById(network.Pids.Router[0]);
                process.Kill();
                isKilled = true;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or CodedException)
        {
            // That is how a client sees a router die.
        }

        Assert.True(isKilled, "The answer was over before the task was on chain.");
        Assert.False(isDone, "The answer was complete although its router was killed.");
        return text.ToString();
    }

    /// <summary>The session's first task once it has ended, asked at the same address as soon as somebody answers there again.</summary>
    private static async Task<TaskDetails> EndAsync(RouterClient router, ulong session, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Timeout);
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            _ = await pace.WaitForNextTickAsync(late.Token);
            try
            {
                if (await router.TaskAsync(session, 1, late.Token) is { FinishedAt: not null } task)
                {
                    return task;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or CodedException)
            {
                // Not back yet.
            }
        }
    }
}
