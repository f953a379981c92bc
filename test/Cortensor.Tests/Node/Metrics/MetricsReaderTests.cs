using System.Diagnostics.Metrics;
using Cortensor.Node.Metrics;

namespace Cortensor.Tests.Node.Metrics;

public sealed class MetricsReaderTests : IDisposable
{
    private static int _count;
    private readonly MetricsReader _reader = new();
    private readonly Meter _meter = new($"Cortensor.Test.{Interlocked.Increment(ref _count)}");

    public void Dispose()
    {
        _meter.Dispose();
        _reader.Dispose();
    }

    [Fact]
    public void An_instrument_is_listed_before_anything_is_measured()
    {
        _ = _meter.CreateCounter<long>("cortensor.test.nothing", description: "Never counted");
        Assert.Contains("# HELP cortensor_test_nothing_total Never counted\n# TYPE cortensor_test_nothing_total counter\n", _reader.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Counters_add_up_by_tag_and_gauges_show_the_last_value()
    {
        Counter<long> counter = _meter.CreateCounter<long>("cortensor.test.refused");
        counter.Add(2, new KeyValuePair<string, object?>("code", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("code", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("code", "say \"b\""));
        long value = 4;
        _ = _meter.CreateObservableGauge("cortensor.test.size", () => value, "By");
        _ = _reader.Write();
        value = 7;
        string text = _reader.Write();
        Assert.Contains("cortensor_test_refused_total{code=\"a\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("cortensor_test_refused_total{code=\"say \\\"b\\\"\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE cortensor_test_size_bytes gauge\ncortensor_test_size_bytes 7\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_a_sum_and_a_count()
    {
        Histogram<double> histogram = _meter.CreateHistogram("cortensor.test.wait", "s", null, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (double value in (double[])[0.25, 0.5, 0.75, 3])
            histogram.Record(value, new KeyValuePair<string, object?>("role", "miner"));
        Assert.Contains(
            """
            # TYPE cortensor_test_wait_seconds histogram
            cortensor_test_wait_seconds_bucket{role="miner",le="0.5"} 2
            cortensor_test_wait_seconds_bucket{role="miner",le="1"} 3
            cortensor_test_wait_seconds_bucket{role="miner",le="+Inf"} 4
            cortensor_test_wait_seconds_sum{role="miner"} 4.5
            cortensor_test_wait_seconds_count{role="miner"} 4
            """,
            _reader.Write(),
            StringComparison.Ordinal);
    }
}
