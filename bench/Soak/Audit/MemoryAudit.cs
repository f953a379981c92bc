using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Bench.Soak.Trouble;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>Whether memory grows: the slope over the second half, of processes that have warmed up.</summary>
internal sealed class MemoryAudit(IReadOnlyList<MemorySample> samples)
{
    /// <summary>Most MiB a role may grow by in a minute.</summary>
    private const double Bound = 3;

    private const double KibPerMib = 1024;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(45);

    public Finding MemoryIsFlat()
    {
        List<string> breaches = [];
        List<string> parts = [];
        TimeSpan half = samples.Count == 0 ? TimeSpan.Zero : samples.Max(sample => sample.At) / 2;
        foreach (IGrouping<string, MemorySample> role in samples.GroupBy(sample => sample.Role))
        {
            (double Minutes, double Mib)[] warm = [.. role.Where(sample => sample.At >= half && sample.Age >= WarmUp).Select(sample => (sample.At.TotalMinutes, sample.Kib / KibPerMib))];
            double slope = Statistics.Slope(warm);
            double median = Statistics.Median(role.Select(sample => sample.Kib / KibPerMib));
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{role.Key} {median:0} MiB (most {role.Max(sample => sample.Kib) / KibPerMib:0}, {slope:+0.0;-0.0} MiB/min over {warm.Length} samples)"));
            // The dev chain keeps every block in memory: it is a tool of the soak, not what is tested.
            if (role.Key != Chaos.Chain && slope > Bound)
                breaches.Add(string.Create(CultureInfo.InvariantCulture, $"{role.Key} grows by {slope:0.0} MiB a minute, more than {Bound}"));
        }

        return Finding.Of("memory is flat", string.Join(", ", parts), breaches);
    }
}
