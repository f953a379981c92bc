namespace Cortensor.Storage.Gateway;

/// <summary>Whether a caller may read a block.</summary>
public enum GatewayRead
{
    /// <summary>No; the answer is the same whether the block is here or not.</summary>
    Denied = 0,

    /// <summary>Yes, but caches that others share must not keep it.</summary>
    Private = 1,

    /// <summary>Yes, like anybody: the session is public.</summary>
    Public = 2,
}
