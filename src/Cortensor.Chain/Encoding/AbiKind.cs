namespace Cortensor.Chain.Encoding;

/// <summary>The families of Solidity ABI types.</summary>
public enum AbiKind
{
    /// <summary><c>uintN</c>.</summary>
    Unsigned,

    /// <summary><c>intN</c>.</summary>
    Signed,

    /// <summary><c>bool</c>.</summary>
    Bool,

    /// <summary><c>address</c>.</summary>
    Address,

    /// <summary><c>bytesN</c>.</summary>
    FixedBytes,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>T[]</c> or <c>T[n]</c>.</summary>
    Array,

    /// <summary><c>(T,U,…)</c>: a struct or an argument list.</summary>
    Tuple,
}
