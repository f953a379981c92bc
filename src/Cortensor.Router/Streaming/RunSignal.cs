using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Router.Queue;

namespace Cortensor.Router.Streaming;

/// <summary>Something that happened to a task; handled one at a time.</summary>
internal abstract record RunSignal;

/// <summary>A miner said something.</summary>
internal sealed record FrameSignal(Address Miner, Frame Frame) : RunSignal;

/// <summary>A miner's connection ended.</summary>
internal sealed record GoneSignal(Address Miner) : RunSignal;

/// <summary>The submit ended, or the task was given up before it.</summary>
internal sealed record SubmitSignal(SubmitOutcome Outcome) : RunSignal;

/// <summary>The client took tokens, or nobody reads them any more.</summary>
internal sealed record ConsumedSignal(int Tokens) : RunSignal;

/// <summary>The elected miner was silent for too long, if nothing happened since.</summary>
internal sealed record StallSignal(int Generation) : RunSignal;

/// <summary>The router stops and hands the task back to the chain.</summary>
internal sealed record HandBackSignal : RunSignal;
