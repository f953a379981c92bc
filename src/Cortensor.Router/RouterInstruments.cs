using System.Diagnostics.Metrics;

namespace Cortensor.Router;

/// <summary>The router's metrics. Tags are codes, never addresses or session numbers.</summary>
internal sealed class RouterInstruments
{
    public const string MeterName = "Cortensor.Router";

    private static readonly KeyValuePair<string, object?> Role = new("role", "router");

    private readonly UpDownCounter<long> _miners;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _tasks;
    private readonly Counter<long> _takeOvers;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _firstToken;

    public RouterInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _miners = meter.CreateUpDownCounter<long>("cortensor.router.miners", "{miner}", "Connected miners.");
        _refused = meter.CreateCounter<long>("cortensor.router.refusals", "{request}", "Requests not answered, by code.");
        _tasks = meter.CreateCounter<long>("cortensor.router.submits", "{task}", "Submits, by outcome.");
        _takeOvers = meter.CreateCounter<long>("cortensor.router.takeovers", "{stream}", "Streams that another miner took over.");
        _cut = meter.CreateCounter<long>("cortensor.router.cut_streams", "{stream}", "Streams that the router cut, by code.");
        _tokens = meter.CreateCounter<long>("cortensor.router.tokens", "{token}", "Tokens relayed.");
        _firstToken = meter.CreateHistogram<double>("gen_ai.server.time_to_first_token", "s", "Time from the start of the work to the first token; for a router, from admission");
    }

    public void MinerConnected() => _miners.Add(1);

    public void MinerDisconnected() => _miners.Add(-1);

    public void Refused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Submitted(string outcome) => _tasks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void StreamTaken() => _takeOvers.Add(1);

    public void StreamCut(string code) => _cut.Add(1, new KeyValuePair<string, object?>("code", code));

    public void TokensRelayed(int count) => _tokens.Add(count);

    public void FirstToken(TimeSpan after) => _firstToken.Record(after.TotalSeconds, Role);
}
