using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Bench.Soak.Trouble;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>
/// Whether memory grows: the slope while some of each role are left alone, of each process that lives long enough to show one; a role's is
/// the median of its lives.
/// </summary>
internal sealed class MemoryAudit(IReadOnlyList<MemorySample> samples, SoakOptions options)
{
    /// <summary>Most MiB a role may grow by in a minute.</summary>
    private const double Bound = 3;

    private const double KibPerMib = 1024;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(90);

    /// <summary>After the warm-up: in less, one garbage collection more or less is a slope.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(3);

    public Finding MemoryIsFlat()
    {
        List<string> breaches = [];
        List<string> parts = [];
        foreach (IGrouping<string, MemorySample> role in samples.GroupBy(sample => sample.Role))
        {
            double[] slopes =
            [
                .. role.Where(sample => sample.At >= options.SparedFrom && sample.Age >= WarmUp)
                    .GroupBy(sample => sample.Pid)
                    .Where(life => life.Max(sample => sample.At) - life.Min(sample => sample.At) >= ShortestLife)
                    .Select(life => Statistics.Slope([.. life.Select(sample => (sample.At.TotalMinutes, sample.Kib / KibPerMib))])),
            ];
            double slope = slopes.Length > 0 ? Statistics.Median(slopes) : 0;
            double median = Statistics.Median(role.Select(sample => sample.Kib / KibPerMib));
            parts.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{role.Key} {median:0} MiB (most {role.Max(sample => sample.Kib) / KibPerMib:0}, {slope:+0.0;-0.0} MiB/min, median of {slopes.Length} lives)"
                )
            );
            // The dev chain keeps every block in memory: it is a tool of the soak, not what is tested.
            if (role.Key != Chaos.Chain && slope > Bound)
            {
                breaches.Add(
                    string.Create(CultureInfo.InvariantCulture, $"{role.Key} grows by {slope:0.0} MiB a minute, more than {Bound}")
                );
            }
            else if (role.Key != Chaos.Chain && slopes.Length == 0 && options.Duration - options.SparedFrom > WarmUp + (2 * ShortestLife))
            {
                breaches.Add($"no {role.Key} lived long enough to tell");
            }
        }

        return Finding.Of("memory is flat", string.Join(", ", parts), breaches);
    }
}
