using System.ComponentModel.DataAnnotations;
using System.Numerics;

namespace Cortensor.Chain.Sending;

/// <summary>How transactions are priced, sent and awaited.</summary>
public sealed class SendingOptions
{
    /// <summary>Default of <see cref="GasMarginPercent"/>.</summary>
    public const int DefaultGasMarginPercent = 25;

    /// <summary>Default of <see cref="MaxAttempts"/>.</summary>
    public const int DefaultMaxAttempts = 5;

    /// <summary>Default of <see cref="BumpPercent"/>.</summary>
    public const int DefaultBumpPercent = 15;

    /// <summary>Gas added to the estimate, in per cent: state may have changed by the time the transaction runs.</summary>
    [Range(0, 400)]
    public int GasMarginPercent { get; set; } = DefaultGasMarginPercent;

    /// <summary>How often the same signed bytes are handed over before giving up on an answer.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = DefaultMaxAttempts;

    /// <summary>How long to wait between two questions for a receipt, and before handing over the bytes again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a transaction may stay out of a block.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReceiptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Blocks that must hold or follow the transaction before it counts; 1 is the block itself.</summary>
    [Range(1, 256)]
    public int Confirmations { get; set; } = 1;

    /// <summary>
    /// How long the next transaction of the key may wait in vain before a dearer version replaces it; zero never replaces.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan BumpAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How much dearer a replacement is at least, in per cent of both fees; nodes refuse less than 10.</summary>
    [Range(10, 1000)]
    public int BumpPercent { get; set; } = DefaultBumpPercent;

    /// <summary>The most wei per gas to offer, replacements included; dearer times are refused instead of paid.</summary>
    public BigInteger MaxFeePerGas { get; set; } = 500_000_000_000;
}
