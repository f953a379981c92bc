namespace Cortensor.Chain.Rpc;

/// <summary>Which block a question is about.</summary>
public readonly record struct BlockTag
{
    private readonly string? _text;

    private BlockTag(string text) => _text = text;

    /// <summary>The newest block.</summary>
    public static BlockTag Latest => new("latest");

    /// <summary>The newest block with the transactions that wait on top.</summary>
    public static BlockTag Pending => new("pending");

    /// <summary>The newest block that is final.</summary>
    public static BlockTag Finalized => new("finalized");

    /// <summary>The block of that height.</summary>
    public static BlockTag At(ulong number) => new(Quantity.Format(number));

    /// <summary>The form on the wire.</summary>
    public override string ToString() => _text ?? "latest";
}
