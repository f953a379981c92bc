using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Tests.Node.Metrics;

public sealed class TelemetryModuleTests
{
    private static int _count;

    [Fact]
    public async Task Metrics_are_plain_text_for_a_get_and_for_nothing_else()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        using Meter meter = Meter();
        // Every node measures something; without any, the text is empty and has no type.
        meter.CreateCounter<long>("cortensor.test.any").Add(1);
        using HttpResponseMessage answer = await host.AskAsync(HttpMethod.Get);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        foreach (HttpMethod other in (HttpMethod[])[HttpMethod.Head, HttpMethod.Post, HttpMethod.Delete])
        {
            using HttpResponseMessage refused = await host.AskAsync(other);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Counters_add_up_by_tag_and_gauges_show_what_holds_at_each_scrape()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        using Meter meter = Meter();
        Counter<long> counter = meter.CreateCounter<long>("cortensor.test.refused", description: "Requests refused");
        Assert.DoesNotContain("cortensor_test_refused", await host.ReadAsync(), StringComparison.Ordinal); // Listed once measured.
        counter.Add(2, new KeyValuePair<string, object?>("code", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("code", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("code", "say \"b\""));
        long value = 4;
        _ = meter.CreateObservableGauge("cortensor.test.size", () => value, "By");
        _ = await host.ReadAsync();
        value = 7;
        string text = await host.ReadAsync();
        Assert.Contains(
            "# TYPE cortensor_test_refused_total counter\n# HELP cortensor_test_refused_total Requests refused\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("cortensor_test_refused_total{code=\"a\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("cortensor_test_refused_total{code=\"say \\\"b\\\"\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE cortensor_test_size_bytes gauge\ncortensor_test_size_bytes{} 7\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("otel_scope", text, StringComparison.Ordinal);
        Assert.DoesNotContain("target_info", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_histogram_has_the_buckets_it_advises_or_those_for_seconds()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        using Meter meter = Meter();
        Histogram<double> advised = meter.CreateHistogram(
            "cortensor.test.wait",
            "s",
            null,
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] }
        );
        foreach (double value in (double[])[0.25, 0.5, 0.75, 3])
        {
            advised.Record(value, new KeyValuePair<string, object?>("role", "miner"));
        }

        meter.CreateHistogram<double>("cortensor.test.other", "s").Record(0.02);
        string text = await host.ReadAsync();
        Assert.Contains(
            """
            # TYPE cortensor_test_wait_seconds histogram
            cortensor_test_wait_seconds_bucket{role="miner",le="0.5"} 2
            cortensor_test_wait_seconds_bucket{role="miner",le="1"} 3
            cortensor_test_wait_seconds_bucket{role="miner",le="+Inf"} 4
            cortensor_test_wait_seconds_sum{role="miner"} 4.5
            cortensor_test_wait_seconds_count{role="miner"} 4
            """,
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("cortensor_test_other_seconds_bucket{le=\"0.025\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("cortensor_test_other_seconds_bucket{le=\"300\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_without_end_costs_a_bounded_number_of_series()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        using Meter meter = Meter();
        Counter<long> counter = meter.CreateCounter<long>("cortensor.test.endless");
        for (int i = 0; i < 2_000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("code", i.ToString(CultureInfo.InvariantCulture)));
        }

        string[] series =
        [
            .. (await host.ReadAsync())
                .Split('\n')
                .Where(line => line.StartsWith("cortensor_test_endless_total", StringComparison.Ordinal)),
        ];
        Assert.InRange(series.Length, 2, 513);
        Assert.Contains(series, line => line.Contains("otel_metric_overflow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_is_router_and_miner_lists_what_both_measure_once()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        new GenAiInstruments(host.Meters, "router").FirstToken(TimeSpan.FromSeconds(1));
        new GenAiInstruments(host.Meters, "miner").FirstToken(TimeSpan.FromSeconds(1));
        string text = await host.ReadAsync();
        Assert.Single(
            text.Split('\n'),
            line => line.StartsWith("# TYPE gen_ai_server_time_to_first_token_seconds ", StringComparison.Ordinal)
        );
        Assert.Contains("gen_ai_server_time_to_first_token_seconds_count{role=\"router\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("gen_ai_server_time_to_first_token_seconds_count{role=\"miner\"} 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_sdk_disabled_there_are_no_metrics_and_the_node_runs()
    {
        await using MetricsHost host = await MetricsHost.StartAsync("OTEL_SDK_DISABLED", "true");
        using HttpResponseMessage answer = await host.AskAsync(HttpMethod.Get);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_metrics_keeps_no_other_from_them()
    {
        await using MetricsHost host = await MetricsHost.StartAsync();
        using Meter meter = Meter();
        string wide = new('x', 4096);
        foreach (int instrument in Enumerable.Range(0, 12))
        {
            // More than the sockets between the two hold: 24 MiB.
            Counter<long> counter = meter.CreateCounter<long>(
                string.Create(CultureInfo.InvariantCulture, $"cortensor.test.wide.{instrument}")
            );
            foreach (int series in Enumerable.Range(0, 500))
            {
                counter.Add(1, new KeyValuePair<string, object?>("code", string.Create(CultureInfo.InvariantCulture, $"{series}{wide}")));
            }
        }

        using Socket silent = await host.AskWithoutReadingAsync();
        await silent.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken); // Its answer has begun.
        Task<string> other = host.ReadAsync();
        Assert.Contains(
            "cortensor_test_wide_11_total",
            await other.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private static Meter Meter() => new($"Cortensor.Test.{Interlocked.Increment(ref _count)}");
}
