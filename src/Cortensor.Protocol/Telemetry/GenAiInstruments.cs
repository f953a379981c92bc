using System.Diagnostics.Metrics;

namespace Cortensor.Protocol.Telemetry;

/// <summary>
/// The metrics of the generative-AI conventions. Router and miner share the meter, so that a node that is both exposes each metric once.
/// </summary>
public sealed class GenAiInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Cortensor.GenAi";

    private readonly KeyValuePair<string, object?> _role;
    private readonly Histogram<double> _request;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _perToken;
    private readonly Histogram<double> _usage;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="role">Tag of the metrics that both roles have.</param>
    public GenAiInstruments(IMeterFactory meters, string role)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _role = new("role", role);
        Meter meter = meters.Create(MeterName);
        _request = meter.CreateHistogram<double>(
            GenAi.RequestDuration,
            "s",
            "Time from the request, or for a miner from the order, to the end of the answer"
        );
        _firstToken = meter.CreateHistogram<double>(
            GenAi.TimeToFirstToken,
            "s",
            "Time from the start of the work to the first token; for a router, from admission"
        );
        _perToken = meter.CreateHistogram(
            GenAi.TimePerOutputToken,
            "s",
            "Time per token after the first",
            tags: null,
            Bounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
        );
        _usage = meter.CreateHistogram(
            GenAi.TokenUsage,
            "{token}",
            "Tokens per answer, prompt (input) and answer (output)",
            tags: null,
            Bounds(1, 4, 16, 64, 256, 1024, 4096, 16384, 65536)
        );
    }

    /// <summary>A request has ended; a failed one with its code.</summary>
    public void Requested(string operation, string model, TimeSpan took, string? error)
    {
        KeyValuePair<string, object?> name = new(GenAi.OperationName, operation);
        KeyValuePair<string, object?> of = new(GenAi.RequestModel, model);
        if (error is null)
        {
            _request.Record(took.TotalSeconds, _role, name, of);
        }
        else
        {
            _request.Record(took.TotalSeconds, [_role, name, of, new(SpanNames.Error, error)]);
        }
    }

    /// <summary>The first token is there.</summary>
    public void FirstToken(TimeSpan after) => _firstToken.Record(after.TotalSeconds, _role);

    /// <summary>The tokens after the first took so long each.</summary>
    public void PerToken(TimeSpan each) => _perToken.Record(each.TotalSeconds);

    /// <summary>An answer's length.</summary>
    public void Used(int input, int output)
    {
        _usage.Record(input, new KeyValuePair<string, object?>(GenAi.TokenType, GenAi.Input));
        _usage.Record(output, new KeyValuePair<string, object?>(GenAi.TokenType, GenAi.Output));
    }

    private static InstrumentAdvice<double> Bounds(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
