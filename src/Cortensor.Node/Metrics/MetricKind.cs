namespace Cortensor.Node.Metrics;

/// <summary>How measurements of an instrument add up.</summary>
internal enum MetricKind
{
    /// <summary>Only rises.</summary>
    Counter,

    /// <summary>Rises and falls by steps.</summary>
    Sum,

    /// <summary>The last value counts.</summary>
    Gauge,

    /// <summary>Values by size.</summary>
    Histogram,
}
