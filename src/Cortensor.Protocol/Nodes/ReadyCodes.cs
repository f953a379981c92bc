namespace Cortensor.Protocol.Nodes;

/// <summary>Why a node is not ready: stable codes, explained in docs/operate/alarms.md (a test compares).</summary>
public static class ReadyCodes
{
    /// <summary>Nothing is wrong.</summary>
    public const string Ok = "ok";

    /// <summary>The chain's node does not answer.</summary>
    public const string ChainUnavailable = "chain_unavailable";

    /// <summary>The chain answers, but its head has not moved for longer than the options allow.</summary>
    public const string ChainLagging = "chain_lagging";

    /// <summary>The chain's node now serves another chain than at the start.</summary>
    public const string WrongChain = "wrong_chain_id";

    /// <summary>The node has not read the chain's newest blocks yet.</summary>
    public const string ViewBehind = "view_behind";

    /// <summary>The node's key cannot pay for many more transactions.</summary>
    public const string GasLow = "gas_low";

    /// <summary>The data folder's disk is nearly full.</summary>
    public const string DiskLow = "disk_low";

    /// <summary>A file cannot be written into the data folder.</summary>
    public const string DiskUnwritable = "disk_unwritable";

    /// <summary>A miner's account does not pay for the bonds of the tasks it is given.</summary>
    public const string BondLow = "bond_low";

    /// <summary>No inference worker runs.</summary>
    public const string EngineDown = "engine_down";

    /// <summary>A miner is connected to no router.</summary>
    public const string NoRouter = "no_router";

    /// <summary>The pool does not give this miner tasks.</summary>
    public const string NotInPool = "not_in_pool";

    /// <summary>The key does not hold the router role.</summary>
    public const string NotARouter = "not_a_router";

    /// <summary>The key does not hold the oracle role.</summary>
    public const string NotAnOracle = "not_an_oracle";

    /// <summary>The router's hash chain is not on chain, or is used up.</summary>
    public const string HashChainNotPosted = "hash_chain_not_posted";

    /// <summary>The signer does not sign.</summary>
    public const string KeyLocked = "key_locked";

    /// <summary>The node is stopping.</summary>
    public const string ShuttingDown = "shutting_down";

    /// <summary>A check broke or took too long: nothing is known.</summary>
    public const string CheckFailed = "check_failed";

    /// <summary>Every code but <see cref="Ok"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ChainUnavailable,
        ChainLagging,
        WrongChain,
        ViewBehind,
        GasLow,
        DiskLow,
        DiskUnwritable,
        BondLow,
        EngineDown,
        NoRouter,
        NotInPool,
        NotARouter,
        NotAnOracle,
        HashChainNotPosted,
        KeyLocked,
        ShuttingDown,
        CheckFailed,
    ];
}
