using System.Globalization;
using System.Text;

namespace Cortensor.Node.Metrics;

/// <summary>One metric with one set of tags.</summary>
internal sealed class MetricSeries(MetricFamily family)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[family.Buckets.Count];
    private double _value;
    private long _count;

    public void Add(double value)
    {
        lock (_gate)
        {
            _value = family.Kind == MetricKind.Gauge || family.IsAbsolute ? value : _value + value;
            _count++;
            for (int i = 0; i < _buckets.Length; i++)
            {
                if (value <= family.Buckets[i])
                    _buckets[i]++;
            }
        }
    }

    public void Write(StringBuilder text, string name, string tags)
    {
        lock (_gate)
        {
            if (family.Kind != MetricKind.Histogram)
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(tags)} {_value:R}\n");
                return;
            }

            string before = tags.Length == 0 ? string.Empty : tags + ",";
            for (int i = 0; i < _buckets.Length; i++)
                _ = text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{family.Buckets[i]:R}\"}} {_buckets[i]}\n");
            _ = text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"+Inf\"}} {_count}\n{name}_sum{Braced(tags)} {_value:R}\n{name}_count{Braced(tags)} {_count}\n");
        }
    }

    private static string Braced(string tags) => tags.Length == 0 ? tags : $"{{{tags}}}";
}
