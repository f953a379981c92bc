namespace Cortensor.Storage.Gateway;

/// <summary>The two forms a trustless gateway serves.</summary>
internal enum GatewayFormat
{
    /// <summary>One block's bytes.</summary>
    Raw,

    /// <summary>The block and everything below it.</summary>
    Car,

    /// <summary>The one block, in a CAR (<c>dag-scope=block</c>).</summary>
    CarOfOneBlock,
}
