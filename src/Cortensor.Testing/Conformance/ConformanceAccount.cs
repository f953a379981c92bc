using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Testing.Conformance;

/// <summary>An account of the setup: the same key, so the same address, on every driver.</summary>
/// <param name="Name">For traces.</param>
/// <param name="Key">Its key; on no account one that holds anything of value.</param>
/// <param name="Roles">The roles to grant.</param>
/// <param name="Wallet">COR to mint or send to it.</param>
public sealed record ConformanceAccount(string Name, PrivateKey Key, ImmutableArray<NodeRole> Roles, TokenAmount Wallet)
{
    /// <summary>Its address.</summary>
    public Address Address => Key.Address;
}
