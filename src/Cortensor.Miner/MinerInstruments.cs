using System.Diagnostics.Metrics;
using Cortensor.Miner.Inference;

namespace Cortensor.Miner;

/// <summary>What a miner counts. Tags are bounded: move names, decline reasons, refusal codes.</summary>
internal sealed class MinerInstruments
{
    public const string MeterName = "Cortensor.Miner";

    private static readonly KeyValuePair<string, object?> Role = new("role", "miner");
    private static readonly KeyValuePair<string, object?> Input = new("gen_ai.token.type", "input");
    private static readonly KeyValuePair<string, object?> Output = new("gen_ai.token.type", "output");

    private readonly Counter<long> _moves;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _declines;
    private readonly Counter<long> _tokens;
    private readonly UpDownCounter<long> _links;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _perToken;
    private readonly Histogram<double> _queued;
    private readonly Histogram<double> _length;

    public MinerInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _moves = meter.CreateCounter<long>("cortensor.miner.moves", description: "Moves made on chain");
        _refusals = meter.CreateCounter<long>("cortensor.miner.refusals", description: "Moves the chain refused");
        _declines = meter.CreateCounter<long>("cortensor.miner.declines", description: "Tasks handed back");
        _tokens = meter.CreateCounter<long>("cortensor.miner.tokens", unit: "{token}", description: "Tokens generated");
        _links = meter.CreateUpDownCounter<long>("cortensor.miner.routers", description: "Routers connected now");
        _firstToken = meter.CreateHistogram<double>("gen_ai.server.time_to_first_token", "s", "Time from the start of the work to the first token; for a router, from admission");
        _perToken = meter.CreateHistogram("gen_ai.server.time_per_output_token", "s", "Time per token after the first", tags: null, Bounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1));
        _queued = meter.CreateHistogram<double>("cortensor.miner.queue.time", "s", "Time an answer waited for a slot of the engine");
        _length = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens per answer, prompt (input) and answer (output)", tags: null, Bounds(1, 4, 16, 64, 256, 1024, 4096, 16384, 65536));
        _ = meter.CreateObservableGauge("cortensor.miner.tasks", () => Load.Held, "{task}", "Tasks held now");
        _ = meter.CreateObservableGauge("cortensor.miner.answers.running", () => Load.Running, "{answer}", "Answers the engine works on now");
        _ = meter.CreateObservableGauge("cortensor.miner.answers.waiting", () => Load.Waiting, "{answer}", "Answers waiting for a slot of the engine now");
    }

    /// <summary>The same as plain numbers.</summary>
    public MinerLoad Load { get; } = new();

    public void Moved(string move) => _moves.Add(1, new KeyValuePair<string, object?>("move", move));

    public void Refused(string move, string code) =>
        _refusals.Add(1, new KeyValuePair<string, object?>("move", move), new KeyValuePair<string, object?>("code", code));

    public void Declined(string reason) => _declines.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Generated(int tokens) => _tokens.Add(tokens);

    /// <summary>An answer is finished: how long it took, and how long it is.</summary>
    public void Answered(Answered answer)
    {
        _queued.Record(Seconds(answer.Timings.QueueMs));
        _firstToken.Record(Seconds(answer.Timings.PrefillMs), Role);
        if (answer.Tokens.Length > 1)
            _perToken.Record(Seconds(answer.Timings.DecodeMs) / (answer.Tokens.Length - 1));
        _length.Record(answer.PromptTokens, Input);
        _length.Record(answer.Tokens.Length, Output);
        Load.Finish(answer.Tokens.Length, answer.Timings.DecodeMs);
    }

    public void TaskTaken() => Load.Hold(1);

    public void TaskLeft() => Load.Hold(-1);

    public void RouterConnected() => _links.Add(1);

    public void RouterLost() => _links.Add(-1);

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;

    private static InstrumentAdvice<double> Bounds(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
