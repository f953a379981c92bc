namespace Cortensor.Tests.Protocol.Inference.Sampling;

internal static class ChiSquare
{
    internal static double Of(IReadOnlyList<int> observed, IReadOnlyList<double> expected) =>
        observed.Select((count, bin) => (count - expected[bin]) * (count - expected[bin]) / expected[bin]).Sum();
}
