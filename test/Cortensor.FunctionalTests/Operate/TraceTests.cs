using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Cortensor.Cli;
using Cortensor.Devnet;
using Cortensor.Devnet.State;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>
/// The page docs/operate/tracing.md on a whole network of processes: one prompt is one trace, from the client's request to the oracle's
/// verdict.
/// </summary>
public sealed class TraceTests : IDisposable
{
    private const string Marker = "xyzzy-plugh-0815";
    private const string ClientTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string ClientSpan = "b7ad6b7169203331";

    /// <summary>Of a client that does not want to be traced.</summary>
    private const string UnsampledTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly string[] Allowed =
    [
        "cortensor.session",
        "cortensor.task",
        "cortensor.block",
        "cortensor.miners",
        "cortensor.agreed",
        "error.type",
        "gen_ai.operation.name",
        "gen_ai.request.model",
        "gen_ai.request.max_tokens",
        "gen_ai.usage.input_tokens",
        "gen_ai.usage.output_tokens",
        "gen_ai.response.finish_reasons",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-trace-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_prompt_is_one_trace_over_all_processes_and_tells_no_text()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync(stop);
        Dictionary<string, string> variables = new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        await CliAsync(
            variables,
            "devnet",
            "up",
            "--detach",
            "--miners",
            "3",
            "--engine",
            "scripted",
            "--router-port",
            "0",
            "--datadir",
            _folder
        );
        try
        {
            DevnetDocument network = DevnetDocument.Find(new DevnetPaths(_folder))!;
            await AskAsync(network, $"00-{UnsampledTrace}-{ClientSpan}-00", stop);
            await AskAsync(network, $"00-{ClientTrace}-{ClientSpan}-01", stop);
        }
        finally
        {
            // What was measured is handed over before a node ends.
            await CliAsync(variables, "devnet", "down", "--datadir", _folder);
        }

        OtlpSpan[] spans = [.. collector.Spans.Where(span => span.Trace == ClientTrace)];
        string told = string.Join('\n', collector.Spans);
        Assert.True(spans.Select(span => span.Instance).Distinct().Count() >= 4, told);
        Assert.Equal(
            ["cortensor-miner", "cortensor-oracle", "cortensor-router"],
            spans.Select(span => span.Service).Distinct().Order(StringComparer.Ordinal)
        );
        OtlpSpan request = Assert.Single(spans, span => span.Name == "router.request");
        Assert.Equal(ClientSpan, request.Parent);
        Assert.All(
            spans.Where(span => span != request),
            span => Assert.True(spans.Any(other => other.Id == span.Parent), $"{span.Name} has no parent in the trace.\n{told}")
        );
        string[] wanted =
        [
            "router.admission",
            "router.task",
            "router.submit",
            "miner.task",
            $"chat {DevnetOptions.DefaultModel}",
            "engine.generate",
            "miner.precommit",
            "miner.commit",
            "oracle.verdict",
            "oracle.complete",
        ];
        Assert.True(
            !wanted.Except(spans.Select(span => span.Name)).Any(),
            $"Missing: {string.Join(", ", wanted.Except(spans.Select(span => span.Name)))}\n{told}"
        );
        // No part of the other request is told, under its trace or as the beginning of another.
        Assert.DoesNotContain(collector.Spans, span => span.Trace == UnsampledTrace);
        Assert.All(
            collector.Spans.Where(span => span.Name.StartsWith("router.", StringComparison.Ordinal)),
            span => Assert.Equal(ClientTrace, span.Trace)
        );
        Assert.Empty(spans.SelectMany(span => span.Attributes).Except(Allowed));
        Assert.True(collector.Has("metrics") && collector.Has("logs"));
        Assert.False(collector.Holds(Marker));
        Assert.False(collector.Holds("tracestate-of-the-client"));
    }

    private static async Task AskAsync(DevnetDocument network, string traceparent, CancellationToken stop)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Post, $"{network.Router.Url}/api/v1/completions/{network.SessionId}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", network.ApiKey);
        request.Headers.Add("traceparent", traceparent);
        request.Headers.Add("tracestate", "vendor=tracestate-of-the-client");
        request.Content = JsonContent.Create(
            new
            {
                prompt = $"Tell me about {Marker}",
                max_tokens = 16,
                wait_for = "ended",
            }
        );
        using HttpResponseMessage response = await http.SendAsync(request, stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(stop));
    }

    private static async Task CliAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        ProcessStartInfo start = new(CliPaths.Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["CORTENSOR_HOME"] = Repository.Root;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error + await output);
    }
}
