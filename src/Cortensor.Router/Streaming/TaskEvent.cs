using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Router.Queue;

namespace Cortensor.Router.Streaming;

/// <summary>Something that happened to a task; handled one at a time.</summary>
internal abstract record TaskEvent;

/// <summary>A miner said something.</summary>
internal sealed record FrameReceived(Address Miner, Frame Frame) : TaskEvent;

/// <summary>A miner's connection ended.</summary>
internal sealed record MinerDisconnected(Address Miner) : TaskEvent;

/// <summary>The submit ended, or the task was given up before it.</summary>
internal sealed record SubmitEnded(SubmitOutcome Outcome) : TaskEvent;

/// <summary>The client took tokens, or nobody reads them any more.</summary>
internal sealed record TokensConsumed(int Tokens) : TaskEvent;

/// <summary>The elected miner was silent for too long, if nothing happened since.</summary>
internal sealed record StreamStalled(int Generation) : TaskEvent;

/// <summary>The router stops and hands the task back to the chain.</summary>
internal sealed record HandBackRequested : TaskEvent;
