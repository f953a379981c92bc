namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>
/// How far two answers are apart: the largest cosine distance of windows at the same place, so that one good window hides nothing.
/// </summary>
public static class AgreementDistance
{
    /// <summary>The distance of answers that cannot be compared; no cosine distance is larger.</summary>
    public const double Largest = 2;

    /// <summary>The distance, 0 to <see cref="Largest"/>; 0 for the same text.</summary>
    /// <remarks>
    /// Windows beyond the end of the shorter answer have no partner; how much longer an answer may be is the length ratio's business. The
    /// sums run in one fixed order in double precision, so that equal vectors give equal verdicts everywhere.
    /// </remarks>
    public static double Between(AgreementAnswer left, AgreementAnswer right, AgreementThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(thresholds);
        if (string.Equals(left.Text, right.Text, StringComparison.Ordinal))
        {
            return 0;
        }

        int windows = Math.Min(left.Windows.Count, right.Windows.Count);
        if (windows == 0 || IsTooUneven(left.Text.Length, right.Text.Length, thresholds.LengthRatio))
        {
            return Largest;
        }

        double distance = 0;
        for (int window = 0; window < windows; window++)
        {
            distance = Math.Max(distance, Cosine(left.Windows[window].Span, right.Windows[window].Span));
        }

        return distance;
    }

    private static bool IsTooUneven(int left, int right, double ratio) => Math.Max(left, right) > ratio * Math.Min(left, right);

    private static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length)
        {
            return Largest;
        }

        double product = 0;
        for (int index = 0; index < left.Length; index++)
        {
            product += (double)left[index] * right[index];
        }

        // A vector that is not finite is no proof of anything; the comparison is false for NaN.
        double distance = 1 - product;
        return distance >= 0 ? Math.Min(distance, Largest)
            : distance < 0 ? 0
            : Largest;
    }
}
