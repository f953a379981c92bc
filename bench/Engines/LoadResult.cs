namespace Cortensor.Bench.Engines;

/// <summary>One measurement.</summary>
/// <param name="TokensPerSecond">Tokens of all answers over the time from the first request to the last token.</param>
/// <param name="FirstMedian">Seconds to the first token, waiting for a slot included: the middle request.</param>
/// <param name="FirstWorst">The same: the last request.</param>
/// <param name="TokensPerCpuSecond">Tokens over the processor time of the workers: what the machine does besides counts less here.</param>
internal sealed record LoadResult(double TokensPerSecond, double FirstMedian, double FirstWorst, double TokensPerCpuSecond);
