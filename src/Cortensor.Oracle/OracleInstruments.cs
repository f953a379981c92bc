using System.Diagnostics.Metrics;

namespace Cortensor.Oracle;

/// <summary>What an oracle counts. Tags are bounded: move names, refusal codes, verdicts.</summary>
internal sealed class OracleInstruments
{
    public const string MeterName = "Cortensor.Oracle";

    private readonly Counter<long> _moves;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _verdicts;

    public OracleInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _moves = meter.CreateCounter<long>("cortensor.oracle.moves", description: "Moves made on chain");
        _refusals = meter.CreateCounter<long>("cortensor.oracle.refusals", description: "Moves the chain refused");
        _failures = meter.CreateCounter<long>("cortensor.oracle.failures", description: "Duties that broke on a task");
        _verdicts = meter.CreateCounter<long>("cortensor.oracle.verdicts", description: "Sets of answers judged");
    }

    public void Moved(string move) => _moves.Add(1, new KeyValuePair<string, object?>("move", move));

    public void Refused(string move, string code) =>
        _refusals.Add(1, new KeyValuePair<string, object?>("move", move), new KeyValuePair<string, object?>("code", code));

    public void Failed(string duty) => _failures.Add(1, new KeyValuePair<string, object?>("duty", duty));

    public void Judged(bool agreed) => _verdicts.Add(1, new KeyValuePair<string, object?>("agreed", agreed));
}
