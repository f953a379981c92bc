namespace Cortensor.Chain.Sending;

/// <summary>Why a transaction did not come about; the names are stable codes for logs and metrics.</summary>
public enum SendingCode
{
    /// <summary>Gas costs more than the option allows. Nothing was sent.</summary>
    FeeTooHigh,

    /// <summary>The node refused the transaction. Nothing was sent.</summary>
    Refused,

    /// <summary>No answer came to any attempt; the transaction may still arrive.</summary>
    AnswerLost,

    /// <summary>It is known but no block took it in time; it may still be mined.</summary>
    NotMined,

    /// <summary>Another transaction of this key took the nonce; this one can never be mined.</summary>
    Replaced,
}
