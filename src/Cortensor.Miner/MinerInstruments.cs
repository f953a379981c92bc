using System.Diagnostics.Metrics;

namespace Cortensor.Miner;

/// <summary>What a miner counts. Tags are bounded: move names, decline reasons, refusal codes.</summary>
internal sealed class MinerInstruments
{
    public const string MeterName = "Cortensor.Miner";

    private readonly Counter<long> _moves;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _declines;
    private readonly Counter<long> _tokens;
    private readonly UpDownCounter<long> _tasks;
    private readonly UpDownCounter<long> _links;

    public MinerInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _moves = meter.CreateCounter<long>("cortensor.miner.moves", description: "Moves made on chain");
        _refusals = meter.CreateCounter<long>("cortensor.miner.refusals", description: "Moves the chain refused");
        _declines = meter.CreateCounter<long>("cortensor.miner.declines", description: "Tasks handed back");
        _tokens = meter.CreateCounter<long>("cortensor.miner.tokens", unit: "{token}", description: "Tokens generated");
        _tasks = meter.CreateUpDownCounter<long>("cortensor.miner.tasks", description: "Tasks held now");
        _links = meter.CreateUpDownCounter<long>("cortensor.miner.routers", description: "Routers connected now");
    }

    public void Moved(string move) => _moves.Add(1, new KeyValuePair<string, object?>("move", move));

    public void Refused(string move, string code) =>
        _refusals.Add(1, new KeyValuePair<string, object?>("move", move), new KeyValuePair<string, object?>("code", code));

    public void Declined(string reason) => _declines.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Generated(int tokens) => _tokens.Add(tokens);

    public void TaskTaken() => _tasks.Add(1);

    public void TaskLeft() => _tasks.Add(-1);

    public void RouterConnected() => _links.Add(1);

    public void RouterLost() => _links.Add(-1);
}
