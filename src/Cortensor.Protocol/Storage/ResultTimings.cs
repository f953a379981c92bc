namespace Cortensor.Protocol.Storage;

/// <summary>How long a miner took, in milliseconds.</summary>
/// <param name="QueueMs">From receiving the task to starting the model.</param>
/// <param name="PrefillMs">Reading the prompt.</param>
/// <param name="DecodeMs">Producing the tokens.</param>
public sealed record ResultTimings(long QueueMs, long PrefillMs, long DecodeMs);
