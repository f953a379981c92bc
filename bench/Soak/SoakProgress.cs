using System.Globalization;
using Cortensor.Bench.Soak.Load;

namespace Cortensor.Bench.Soak;

/// <summary>Tells how far the soak is.</summary>
internal sealed class SoakProgress(TextWriter output, TimeProvider time) : IProgress<string>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();

    /// <summary>Tasks on chain without an end, when somebody counts them.</summary>
    public int? Open { get; set; }

    public void Report(string value)
    {
        lock (_lock)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_start).TotalSeconds, 7:0.0} s  {value}"));
        }
    }

    public async Task FollowAsync(LoadRun load, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, time, cancellationToken);
                Report(Open is { } open ? $"{open} tasks are open on chain" : $"{load.Finished} prompts have ended, {load.Open} are open");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The soak is over.
        }
    }
}
