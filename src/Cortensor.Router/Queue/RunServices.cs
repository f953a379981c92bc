using Cortensor.Crypto;
using Cortensor.Protocol.Nodes;
using Cortensor.Router.Miners;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Queue;

/// <summary>What every run uses.</summary>
internal sealed class RunServices(
    MinerHub hub,
    RouterNetwork network,
    RouterInstruments instruments,
    IOptions<RouterOptions> options,
    TimeProvider time,
    ILogger<TaskRun> logger
)
{
    public MinerHub Hub { get; } = hub;

    public TypedDataDomain Domain { get; } = NodeDomain.Of(network.ChainId, network.Queue);

    public RouterInstruments Instruments { get; } = instruments;

    public RouterOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
