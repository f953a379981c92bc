namespace Cortensor.Protocol.Queue;

/// <summary>Why a miner hands a task back before its precommit. Same members and order as in ISessionQueue.sol.</summary>
public enum DeclineReason
{
    /// <summary>The request object cannot be fetched, or does not match its digest.</summary>
    PromptUnavailable = 0,

    /// <summary>An encrypted request cannot be opened.</summary>
    PromptUndecryptable = 1,

    /// <summary>Prompt and one token do not fit the model's context.</summary>
    OverContext = 2,

    /// <summary>Every slot of the engine is taken.</summary>
    NoSlot = 3,

    /// <summary>The model is not loaded and cannot be.</summary>
    ModelUnavailable = 4,
}
