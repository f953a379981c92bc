using Cortensor.Bench.Common;
using Cortensor.Devnet;
using Cortensor.Devnet.Processes;

namespace Cortensor.Bench.Soak.Trouble;

/// <summary>Looks every few seconds how much memory each process of the network holds.</summary>
internal sealed class MemoryWatch(DevnetHost host, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private readonly List<MemorySample> _samples = [];
    private readonly Dictionary<ProcessIdentity, TimeSpan> _firstSeen = [];

    /// <summary>Read it when <see cref="RunAsync"/> has ended.</summary>
    public IReadOnlyList<MemorySample> Samples => _samples;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        try
        {
            while (true)
            {
                TimeSpan now = time.GetElapsedTime(start);
                foreach (DevnetProcess process in host.Processes)
                {
                    long kib = ProcFields.ResidentKib(process.Identity.Pid);
                    _ = _firstSeen.TryAdd(process.Identity, now);
                    if (kib > 0)
                    {
                        _samples.Add(new MemorySample(process.Role, process.Identity.Pid, now, now - _firstSeen[process.Identity], kib));
                    }
                }

                await Task.Delay(Every, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The soak is over.
        }
    }
}
