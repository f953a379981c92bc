using System.Diagnostics.Metrics;

namespace Cortensor.Node.Metrics;

/// <summary>A metric as Prometheus names it; its series differ by tags.</summary>
/// <param name="Name">With unit and, for counters, <c>_total</c>.</param>
/// <param name="Kind">How measurements add up.</param>
/// <param name="IsAbsolute">Measurements are totals, not steps.</param>
/// <param name="Help">One line for people.</param>
/// <param name="Buckets">Upper bounds of a histogram; empty otherwise.</param>
internal sealed record MetricFamily(string Name, MetricKind Kind, bool IsAbsolute, string Help, IReadOnlyList<double> Buckets)
{
    /// <summary>Seconds, for histograms that do not say better.</summary>
    private static readonly double[] DefaultBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    /// <summary>The word for the <c># TYPE</c> line.</summary>
    public string Type => Kind switch { MetricKind.Counter => "counter", MetricKind.Histogram => "histogram", _ => "gauge" };

    public static MetricFamily Of(Instrument instrument)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        MetricKind kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) ? MetricKind.Sum
            : MetricKind.Gauge;
        IReadOnlyList<double> buckets = kind != MetricKind.Histogram ? []
            : (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? (IReadOnlyList<double>)DefaultBuckets;
        string unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => string.Empty };
        string name = instrument.Name.Replace('.', '_').Replace('-', '_') + unit + (kind == MetricKind.Counter ? "_total" : string.Empty);
        return new MetricFamily(name, kind, instrument.IsObservable, (instrument.Description ?? instrument.Name).ReplaceLineEndings(" "), buckets);
    }
}
