using Cortensor.Inference.Engines.Scripted;
using Cortensor.Miner;
using Cortensor.Oracle;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;
using Cortensor.Router;
using Cortensor.Testing.Inference;
using Microsoft.Extensions.Logging;

namespace Cortensor.Testing.Network;

/// <summary>What a <see cref="TestNetwork"/> starts with.</summary>
public sealed record TestNetworkOptions
{
    /// <summary>Miners, all of them in the session's node list.</summary>
    public int Miners { get; init; } = 4;

    /// <summary>Answers per task.</summary>
    public byte Redundancy { get; init; } = 3;

    /// <summary>What must hold before a task is paid.</summary>
    public ProofKind Proof { get; init; } = ProofKind.Agreement;

    /// <summary>Changes the rest of the session's configuration.</summary>
    public Func<SessionConfig, SessionConfig> Session { get; init; } = static same => same;

    /// <summary>COR in the session; zero leaves it unfunded.</summary>
    public TokenAmount Deposit { get; init; } = TokenAmount.FromCor(1_000);

    /// <summary>What the router may spend of it; zero gives it no allowance.</summary>
    public TokenAmount Allowance { get; init; } = TokenAmount.FromCor(1_000);

    /// <summary>Bond money of each miner.</summary>
    public TokenAmount BondMoney { get; init; } = TokenAmount.FromCor(100);

    /// <summary>Deadlines and limits of the queue.</summary>
    public QueueParameters Parameters { get; init; } = QueueParameters.Default;

    /// <summary>Longest prompt and answer together, tokens: what the engines hold and the router knows.</summary>
    public int ContextTokens { get; init; } = 2_048;

    /// <summary>Answers an engine gives at once.</summary>
    public int EngineSlots { get; init; } = 4;

    /// <summary>
    /// An engine of its own for the miner of this number, such as a real one; null gives it its <see cref="TestMiner.Engine"/>. Whoever
    /// makes it ends it.
    /// </summary>
    public Func<int, IInferenceEngine?> Engines { get; init; } = static _ => null;

    /// <summary>What every miner answers, until <see cref="TestEngine.Script"/> of one says otherwise.</summary>
    public Func<InferenceRequest, string> Script { get; init; } = PseudoText.Answer;

    /// <summary>Compares answers for the oracle.</summary>
    public IEmbedder Embedder { get; init; } = new WordEmbedder();

    /// <summary>Decides blinds and challenges, and with them the order of miners: the same seed gives the same run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Puts something between the router and its moves: a gate, a fault.</summary>
    public Func<IQueueLedger, IQueueLedger> RouterLedger { get; init; } = static same => same;

    /// <summary>Puts something between the router and its disk: a gate, a fault.</summary>
    public Func<IPayloadStore, IPayloadStore> RouterStore { get; init; } = static same => same;

    /// <summary>A node's time by its name in the log, made from the right one: a clock that nobody set, for example.</summary>
    public Func<string, TimeProvider, TimeProvider> NodeClock { get; init; } = static (_, right) => right;

    /// <summary>Changes the router's options.</summary>
    public Action<RouterOptions>? Router { get; init; }

    /// <summary>
    /// Bytes the system keeps for a client of the router that does not read; null leaves that to the system, which may keep megabytes.
    /// </summary>
    public int? RouterSendBuffer { get; init; }

    /// <summary>Changes every miner's options.</summary>
    public Action<MinerOptions>? Miner { get; init; }

    /// <summary>Changes the oracle's options.</summary>
    public Action<OracleOptions>? Oracle { get; init; }

    /// <summary>
    /// The least level that nodes log at; a miner that is started is waited for in the log at <see cref="LogLevel.Information"/>.
    /// </summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Debug;

    /// <summary>Real time between empty blocks, which nodes look again on. The chain's clock stands still all the same.</summary>
    public TimeSpan BlockInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Real time that anything is waited for before the test fails.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
