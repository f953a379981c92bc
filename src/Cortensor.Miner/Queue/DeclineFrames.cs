using Cortensor.Api.Frames;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>Declines as routers read them.</summary>
internal static class DeclineFrames
{
    /// <summary>A take-over that comes after the miner has bound itself to a result.</summary>
    public const string AlreadyPrecommitted = "already_precommitted";

    /// <summary>The journal cannot be written, so nothing could be promised.</summary>
    public const string StorageFull = "storage_full";

    /// <summary>The account does not pay for the bond.</summary>
    public const string BondLow = Protocol.Nodes.ReadyCodes.BondLow;

    public static DeclineFrame Of(TaskKey key, string code, string message) => new(key.Session, key.Task, code, message);

    public static DeclineFrame Of(TaskKey key, DeclineReason reason, string message) =>
        new(key.Session, key.Task, WireName(reason), message);

    public static DeclineFrame TooLate(TaskKey key) =>
        new(key.Session, key.Task, AlreadyPrecommitted, "this miner is bound to the result it has; another must go on");

    /// <summary>The reason in snake_case.</summary>
    public static string WireName(DeclineReason reason) =>
        reason switch
        {
            DeclineReason.PromptUnavailable => "prompt_unavailable",
            DeclineReason.PromptUndecryptable => "prompt_undecryptable",
            DeclineReason.OverContext => "over_context",
            DeclineReason.NoSlot => "no_slot",
            DeclineReason.ModelUnavailable => "model_unavailable",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };
}
