using System.Diagnostics.Metrics;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Router;

/// <summary>The router's metrics. Tags are codes, never addresses or session numbers.</summary>
internal sealed class RouterInstruments
{
    public const string MeterName = "Cortensor.Router";

    private readonly UpDownCounter<long> _miners;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _tasks;
    private readonly Counter<long> _takeOvers;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _tokens;
    private readonly GenAiInstruments _genAi;

    public RouterInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _miners = meter.CreateUpDownCounter<long>("cortensor.router.miners", "{miner}", "Connected miners.");
        _refused = meter.CreateCounter<long>("cortensor.router.refusals", "{request}", "Requests not answered, by code.");
        _tasks = meter.CreateCounter<long>("cortensor.router.submits", "{task}", "Submits, by outcome.");
        _takeOvers = meter.CreateCounter<long>("cortensor.router.takeovers", "{stream}", "Streams that another miner took over.");
        _cut = meter.CreateCounter<long>("cortensor.router.cut_streams", "{stream}", "Streams that the router cut, by code.");
        _tokens = meter.CreateCounter<long>("cortensor.router.tokens", "{token}", "Tokens relayed.");
        _genAi = new GenAiInstruments(meters, "router");
    }

    public void MinerConnected() => _miners.Add(1);

    public void MinerDisconnected() => _miners.Add(-1);

    public void Refused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Submitted(string outcome) => _tasks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void StreamTaken() => _takeOvers.Add(1);

    public void StreamCut(string code) => _cut.Add(1, new KeyValuePair<string, object?>("code", code));

    public void TokensRelayed(int count) => _tokens.Add(count);

    public void FirstToken(TimeSpan after) => _genAi.FirstToken(after);

    public void Requested(string operation, string model, TimeSpan took, string? error) => _genAi.Requested(operation, model, took, error);
}
