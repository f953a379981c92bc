using System.Diagnostics.Metrics;

namespace Cortensor.Chain.Ledgers;

/// <summary>What an account's moves cost and what became of them. Tags are refusal names and sending codes, which are few.</summary>
public sealed class MoveInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Cortensor.Chain";

    private readonly UpDownCounter<long> _pending;
    private readonly Counter<long> _moves;
    private readonly Counter<long> _gas;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public MoveInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter meter = meters.Create(MeterName);
        _pending = meter.CreateUpDownCounter<long>(
            "cortensor.chain.moves.pending",
            "{move}",
            "Moves sent, or being priced, whose receipt is not there yet."
        );
        _moves = meter.CreateCounter<long>(
            "cortensor.chain.moves",
            "{move}",
            "Moves by outcome: made, refused (with the contract's code) or failed (with the sending code)."
        );
        _gas = meter.CreateCounter<long>("cortensor.chain.gas.used", "{gas}", "Gas of the moves that were made.");
        _duration = meter.CreateHistogram<double>("cortensor.chain.move.duration", "s", "Time from asking for a move to its receipt.");
    }

    internal void Began() => _pending.Add(1);

    internal void Made(ulong gas, TimeSpan took)
    {
        _gas.Add((long)gas);
        _duration.Record(took.TotalSeconds);
        Ended("made", "ok");
    }

    internal void Refused(string code) => Ended("refused", code);

    internal void Failed(string code) => Ended("failed", code);

    private void Ended(string outcome, string code)
    {
        _pending.Add(-1);
        _moves.Add(1, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("code", code));
    }
}
