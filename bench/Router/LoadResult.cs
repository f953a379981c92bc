namespace Cortensor.Bench.Router;

/// <summary>What one round of load brought.</summary>
/// <param name="Rate">Whole answers a second.</param>
/// <param name="MedianMilliseconds">Half of the answers took longer.</param>
/// <param name="Bad">Answers with another status than 2xx, and broken connections.</param>
internal sealed record LoadResult(double Rate, double MedianMilliseconds, long Bad)
{
    /// <summary>Processor milliseconds that the gateway took for one answer.</summary>
    public double CpuMilliseconds { get; init; }
}
