using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Cortensor.Node.Metrics;

/// <summary>
/// Collects what our meters measure and writes it in the text format that Prometheus reads. It must exist before the first measurement: what is counted up and
/// down is the sum of all steps.
/// </summary>
internal sealed class MetricsReader : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Bound of distinct tag values of all instruments together: a mistake in a tag must not eat the memory.</summary>
    private const int MaxSeries = 4_096;

    private const string Ours = "Cortensor.";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new();
    private readonly ConcurrentDictionary<(string Name, string Tags), MetricSeries> _series = new();

    public MetricsReader()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!instrument.Meter.Name.StartsWith(Ours, StringComparison.Ordinal))
                return;
            MetricFamily family = MetricFamily.Of(instrument);
            listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(family.Name, family));
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, family) => Take(instrument, value, tags, family));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, family) => Take(instrument, value, tags, family));
        _listener.SetMeasurementEventCallback<double>(Take);
        _listener.Start();
    }

    /// <summary>Every metric there is, with everything measured so far.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        ILookup<string, KeyValuePair<(string Name, string Tags), MetricSeries>> series = _series.ToLookup(entry => entry.Key.Name);
        StringBuilder text = new();
        foreach (MetricFamily family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {family.Help}\n# TYPE {family.Name} {family.Type}\n");
            foreach (((string name, string tags), MetricSeries one) in series[family.Name].OrderBy(entry => entry.Key.Tags, StringComparer.Ordinal))
                one.Write(text, name, tags);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is not MetricFamily family)
            return;
        (string, string) key = (family.Name, Tags(tags));
        if (_series.TryGetValue(key, out MetricSeries? series) || _series.Count < MaxSeries)
            (series ?? _series.GetOrAdd(key, _ => new MetricSeries(family))).Add(value);
    }

    private static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        StringBuilder text = new();
        foreach ((string key, object? value) in tags)
        {
            string escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) ?? string.Empty;
            _ = text.Append(text.Length == 0 ? string.Empty : ",").Append(key.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }

        return text.ToString();
    }
}
