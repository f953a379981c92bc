using System.Diagnostics.Metrics;
using Cortensor.Miner.Inference;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Miner;

/// <summary>What a miner counts. Tags are bounded: move names, decline reasons, refusal codes.</summary>
internal sealed class MinerInstruments
{
    public const string MeterName = "Cortensor.Miner";

    private readonly Counter<long> _moves;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _declines;
    private readonly Counter<long> _tokens;
    private readonly UpDownCounter<long> _links;
    private readonly Histogram<double> _queued;
    private readonly GenAiInstruments _genAi;

    public MinerInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _moves = meter.CreateCounter<long>("cortensor.miner.moves", description: "Moves made on chain");
        _refusals = meter.CreateCounter<long>("cortensor.miner.refusals", description: "Moves the chain refused");
        _declines = meter.CreateCounter<long>("cortensor.miner.declines", description: "Tasks handed back");
        _tokens = meter.CreateCounter<long>("cortensor.miner.tokens", unit: "{token}", description: "Tokens generated");
        _links = meter.CreateUpDownCounter<long>("cortensor.miner.routers", description: "Routers connected now");
        _queued = meter.CreateHistogram<double>("cortensor.miner.queue.time", "s", "Time an answer waited for a slot of the engine");
        _genAi = new GenAiInstruments(meters, "miner");
        _ = meter.CreateObservableGauge("cortensor.miner.tasks", () => Load.Held, "{task}", "Tasks held now");
        _ = meter.CreateObservableGauge(
            "cortensor.miner.answers.running",
            () => Load.Running,
            "{answer}",
            "Answers the engine works on now"
        );
        _ = meter.CreateObservableGauge(
            "cortensor.miner.answers.waiting",
            () => Load.Waiting,
            "{answer}",
            "Answers waiting for a slot of the engine now"
        );
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
        _queued.Record(answer.Timings.QueueMs / 1000.0);
        _genAi.FirstToken(TimeSpan.FromMilliseconds(answer.Timings.PrefillMs));
        if (answer.Tokens.Length > 1)
        {
            _genAi.PerToken(TimeSpan.FromMilliseconds(answer.Timings.DecodeMs) / (answer.Tokens.Length - 1));
        }

        _genAi.Used(answer.PromptTokens, answer.Tokens.Length);
        Load.Finish(answer.Tokens.Length, answer.Timings.DecodeMs);
    }

    /// <summary>A run has ended; one without an answer with its code.</summary>
    public void Requested(string operation, string model, TimeSpan took, string? error) => _genAi.Requested(operation, model, took, error);

    public void TaskTaken() => Load.Hold(1);

    public void TaskLeft() => Load.Hold(-1);

    public void RouterConnected() => _links.Add(1);

    public void RouterLost() => _links.Add(-1);
}
