namespace Cortensor.Chain.Sending;

/// <summary>Why a transaction did not come about; the names are stable codes for logs and metrics (docs/operate/chain.md).</summary>
public enum SendingCode
{
    /// <summary>Gas costs more than the option allows. Nothing was sent.</summary>
    FeeTooHigh,

    /// <summary>The node refused the transaction. Nothing was sent.</summary>
    Refused,

    /// <summary>No node could be reached. Nothing was sent.</summary>
    Unreachable,

    /// <summary>No answer came to any attempt; the transaction may still arrive, and goes along with the key's next one.</summary>
    AnswerLost,

    /// <summary>It is known but no block took it in time; it may still be mined.</summary>
    NotMined,

    /// <summary>No block took it in time, and a higher fee would be more than the option allows; it may still be mined.</summary>
    FeeCapReached,

    /// <summary>Another transaction of this key took the nonce; this one can never be mined.</summary>
    Replaced,
}
