using Cortensor.Miner.Inference;
using Cortensor.Miner.Routers;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner.Queue;

/// <summary>What every worker of a miner shares.</summary>
internal sealed record TaskWorkerContext(
    MinerIdentity Identity,
    INetworkView View,
    IQueueLedger Ledger,
    JournalWatch Journal,
    ResultRetention Finished,
    BondAlarm Bonds,
    IPayloadSource Source,
    InferenceRunner Runner,
    IRouterDirectory Routers,
    BlockClock Blocks,
    IOptions<MinerOptions> Options,
    MinerInstruments Instruments,
    ILogger<TaskWorker> Logger
);
