using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cortensor.Api.Native;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Views;
using Cortensor.Node.Health;
using Cortensor.Node.Options;
using Cortensor.Node.Stats;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Node.Metrics;

/// <summary>
/// What every node measures of itself, whatever its roles. The page docs/operate/metrics.md lists them all; a test compares.
/// </summary>
internal sealed class NodeInstruments
{
    public const string MeterName = "Cortensor.Node";

    private const double Giga = 1e9;

    private readonly NodeOptions _options;
    private readonly ReadyBoard _board;
    private readonly ChainProbe _probe;

    private readonly RpcPool _pool;

    public NodeInstruments(
        IMeterFactory meters,
        NodeOptions options,
        NodeClock clock,
        ReadyBoard board,
        ChainProbe probe,
        RpcPool pool,
        ChainNetworkView view,
        OwnTasks tasks
    )
    {
        (_options, _board, _probe, _pool) = (options, board, probe, pool);
        Meter meter = meters.Create(MeterName);
        _ = meter.CreateObservableGauge("cortensor.node.info", Info, description: "Always 1; version and roles are in the tags.");
        _ = meter.CreateObservableGauge(
            "cortensor.node.uptime",
            () => clock.Uptime.TotalSeconds,
            "s",
            "Time since the process started its node."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.node.memory",
            () => Environment.WorkingSet,
            "By",
            "Memory of this process, native parts included; inference workers are processes of their own."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.node.heap",
            () => GC.GetTotalMemory(forceFullCollection: false),
            "By",
            "Managed memory in use."
        );
        _ = meter.CreateObservableGauge("cortensor.node.threads", Threads, "{thread}", "Threads of the process.");
        _ = meter.CreateObservableCounter(
            "cortensor.node.cpu",
            () => Environment.CpuUsage.TotalTime.TotalSeconds,
            "s",
            "Processor time used."
        );
        _ = meter.CreateObservableGauge("cortensor.node.disk.free", FreeDisk, "By", "Free space on the disk of the data folder.");
        _ = meter.CreateObservableGauge(
            "cortensor.node.ready",
            Ready,
            description: "1 while a ready check finds nothing wrong, else 0; by check."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.chain.block",
            () => (long)view.Current.Head.Number,
            "{block}",
            "Newest block the node has read."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.chain.behind",
            () => Math.Max(0, (long)(probe.Status?.Head ?? 0) - (long)view.Current.Head.Number),
            "{block}",
            "Blocks between the chain's head and what the node has read."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.chain.head.age",
            () => probe.HeadAge.TotalSeconds,
            "s",
            "How long the chain's newest block has been the newest."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.chain.gas.balance",
            Gas,
            description: "Money for gas the node's key holds, in the chain's coin."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.chain.endpoint.usable",
            Endpoints,
            description: "1 while an endpoint is read from, else 0; by its place in the options, the preferred one is 0."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.account.cor",
            () => tasks.AccountCor,
            description: "COR in the node's account that it could withdraw or bond."
        );
        _ = meter.CreateObservableGauge(
            "cortensor.tasks.open",
            () => tasks.Open,
            "{task}",
            "Tasks without an outcome that this node has a part in."
        );
        _ = meter.CreateObservableCounter(
            "cortensor.tasks.ended",
            () => tasks.Ended(),
            "{task}",
            "Tasks with an outcome that this node had a part in, by role and outcome."
        );
        _ = meter.CreateObservableCounter(
            "cortensor.tasks.paid.cor",
            () => tasks.PaidCor,
            description: "COR the node's answers earned, as completed tasks say."
        );
    }

    private static int Threads()
    {
        using Process self = Process.GetCurrentProcess();
        return self.Threads.Count;
    }

    private Measurement<long> Info() =>
        new(
            1,
            new KeyValuePair<string, object?>("version", NodeClock.Version),
            new KeyValuePair<string, object?>("roles", string.Join('+', _options.Roles))
        );

    private IEnumerable<Measurement<long>> FreeDisk() =>
        DiskHasRoom.FreeBytes(_options.DataDir) is { } free ? [new Measurement<long>(free)] : [];

    private IEnumerable<Measurement<long>> Ready()
    {
        HealthView last = _board.Last;
        return last.Checks.Select(check => new Measurement<long>(
            check.Value == ReadyCodes.Ok ? 1 : 0,
            new KeyValuePair<string, object?>("check", check.Key)
        ));
    }

    private IEnumerable<Measurement<long>> Endpoints() =>
        _pool.Health.Select(
            static (endpoint, place) =>
                new Measurement<long>(endpoint.IsUsable ? 1 : 0, new KeyValuePair<string, object?>("endpoint", place))
        );

    private IEnumerable<Measurement<double>> Gas() =>
        _probe.Status is { } status ? [new Measurement<double>((double)(status.Gas / GasAboveFloor.Gwei) / Giga)] : [];
}
