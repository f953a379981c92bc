using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Cortensor.Node.Hosting;

/// <summary>Collects what our meters measure and writes it in the text format that Prometheus reads.</summary>
internal sealed class MetricsReader : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Bound of distinct tag values of all instruments together: a mistake in a tag must not eat the memory.</summary>
    private const int MaxSeries = 4_096;

    private const string Ours = "Cortensor.";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Name, string Tags), Series> _series = new();

    public MetricsReader()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(Ours, StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>(Take);
        _listener.Start();
    }

    /// <summary>Everything measured so far.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        StringBuilder text = new();
        foreach (IGrouping<string, KeyValuePair<(string Name, string Tags), Series>> metric in _series.GroupBy(series => series.Key.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Kind kind = metric.First().Value.Kind;
            _ = text.Append(CultureInfo.InvariantCulture, $"# TYPE {metric.Key} {(kind == Kind.Summary ? "summary" : kind == Kind.Counter ? "counter" : "gauge")}\n");
            foreach (((string name, string tags), Series series) in metric.OrderBy(entry => entry.Key.Tags, StringComparer.Ordinal))
                series.Write(text, name, tags);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct, IConvertible => Take(instrument, value.ToDouble(CultureInfo.InvariantCulture), tags, null);

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        Kind kind = KindOf(instrument.GetType().GetGenericTypeDefinition());
        (string, string) key = (Name(instrument, kind), Tags(tags));
        if (_series.TryGetValue(key, out Series? series) || _series.Count < MaxSeries)
            (series ?? _series.GetOrAdd(key, _ => new Series(kind, instrument.IsObservable))).Add(value);
    }

    private static Kind KindOf(Type type) => type == typeof(Histogram<>) ? Kind.Summary
        : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? Kind.Counter
        : type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) ? Kind.Sum
        : Kind.Gauge;

    private static string Name(Instrument instrument, Kind kind)
    {
        string unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => string.Empty };
        return instrument.Name.Replace('.', '_').Replace('-', '_') + unit + (kind == Kind.Counter ? "_total" : string.Empty);
    }

    private static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        StringBuilder text = new();
        foreach ((string key, object? value) in tags)
        {
            string escaped = Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) ?? string.Empty;
            _ = text.Append(text.Length == 0 ? '{' : ',').Append(key.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }

        return text.Length == 0 ? string.Empty : text.Append('}').ToString();
    }

    private enum Kind
    {
        Counter,
        Sum,
        Gauge,
        Summary,
    }

    private sealed class Series(Kind kind, bool absolute)
    {
        private double _value;
        private long _count;

        public Kind Kind => kind;

        public void Add(double value)
        {
            lock (this)
            {
                _value = kind == Kind.Gauge || absolute ? value : _value + value;
                _count++;
            }
        }

        public void Write(StringBuilder text, string name, string tags)
        {
            lock (this)
            {
                if (kind == Kind.Summary)
                    _ = text.Append(CultureInfo.InvariantCulture, $"{name}_sum{tags} {_value:R}\n{name}_count{tags} {_count}\n");
                else
                    _ = text.Append(CultureInfo.InvariantCulture, $"{name}{tags} {_value:R}\n");
            }
        }
    }
}
