using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Ledger;

/// <summary>What a <see cref="MemoryChain"/> starts with. Ids are those that commitments and signatures bind to.</summary>
public sealed record MemoryChainOptions
{
    /// <summary>Chain id.</summary>
    public ulong ChainId { get; init; } = 31_337;

    /// <summary>Address of the session queue.</summary>
    public Address Queue { get; init; } = Address.Parse("0x00000000000000000000000000000000000c0a01");

    /// <summary>Address of the Session contract.</summary>
    public Address Session { get; init; } = Address.Parse("0x00000000000000000000000000000000000c0a02");

    /// <summary>Account of the treasury.</summary>
    public Address Treasury { get; init; } = Address.Parse("0x00000000000000000000000000000000000c0a03");

    /// <summary>Deadlines and limits.</summary>
    public QueueParameters Parameters { get; init; } = QueueParameters.Default;
}
