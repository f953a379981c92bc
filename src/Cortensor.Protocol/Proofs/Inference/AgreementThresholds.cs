namespace Cortensor.Protocol.Proofs.Inference;

/// <summary>When answers count as agreeing (protocol section 6.1).</summary>
/// <remarks>
/// Measured on honest answers of other backends: at these values no honest answer was called out at temperature 0. They stand until the
/// calibration set gives the 99.9th percentile of honest pairs for each embedding model, model and temperature.
/// </remarks>
/// <param name="Distance">τ: largest centrality that is accepted, a cosine distance of 0–2.</param>
/// <param name="LengthRatio">
/// Two texts of which one is more than this many times as long have distance <see cref="AgreementDistance.Largest"/>.
/// </param>
public sealed record AgreementThresholds(double Distance, double LengthRatio = AgreementThresholds.DefaultLengthRatio)
{
    /// <summary>Honest answers to one prompt seldom differ more in length; a one-word dodge beside a page does.</summary>
    public const double DefaultLengthRatio = 8;

    private const double Usual = 0.60;
    private const double SampledMiniLm = 0.75;

    /// <summary>
    /// The thresholds for an embedding model, by the id of its <see cref="Protocol.Inference.IEmbedder"/>, and a sampling temperature.
    /// </summary>
    /// <remarks>USE-lite: 0.60. MiniLM: 0.60 at temperature 0, 0.75 for sampled answers. An unknown model gets the stricter 0.60.</remarks>
    public static AgreementThresholds For(string embedder, double temperature)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        bool isMiniLm = embedder.Contains("minilm", StringComparison.OrdinalIgnoreCase);
        return new AgreementThresholds(isMiniLm && temperature > 0 ? SampledMiniLm : Usual);
    }
}
