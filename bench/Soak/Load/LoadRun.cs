using System.Collections.Concurrent;
using Cortensor.Api.Errors;

namespace Cortensor.Bench.Soak.Load;

/// <summary>Plays the clients: each prompt at its time, asked again when the answer broke or the router said to come back later.</summary>
internal sealed class LoadRun(SoakClient client, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(6);

    /// <summary>How long a client goes on asking: a router that dies again and again takes a while to come back.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<AskStory> _stories = new();

    public int Finished => _stories.Count;

    /// <summary>Prompts that are being asked now.</summary>
    public int Open { get; private set; }

    public IReadOnlyList<AskStory> Stories => [.. _stories.OrderBy(story => story.Ask.Number)];

    public async Task RunAsync(IReadOnlyList<Ask> asks, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        List<Task> open = [];
        foreach (Ask ask in asks)
        {
            TimeSpan wait = ask.At - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            _ = open.RemoveAll(task => task.IsCompletedSuccessfully);
            open.Add(PlayAsync(ask, cancellationToken));
            Open = open.Count;
        }

        await Task.WhenAll(open);
        Open = 0;
    }

    private async Task PlayAsync(Ask ask, CancellationToken cancellationToken)
    {
        List<Attempt> attempts = [];
        long start = time.GetTimestamp();
        TimeSpan pause = FirstPause;
        while (true)
        {
            attempts.Add(await client.AskAsync(ask, cancellationToken));
            Attempt last = attempts[^1];
            bool again = last.End == AttemptEnd.Broken || (last.End == AttemptEnd.Refused && ComesBack(last.Code!));
            if (!again || time.GetElapsedTime(start) > Timeout)
            {
                break;
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 1.5 < MostPause ? pause * 1.5 : MostPause;
        }

        _stories.Enqueue(new AskStory(ask, attempts));
    }

    /// <summary>
    /// Whether asking again is what a client does after this code: the server's fault, too many at once, or another router was faster.
    /// </summary>
    private static bool ComesBack(string code) =>
        ErrorCodes.All.TryGetValue(code, out ErrorCode? known) && (known.Status is 429 or >= 500 || known == ErrorCodes.TaskRefused);
}
