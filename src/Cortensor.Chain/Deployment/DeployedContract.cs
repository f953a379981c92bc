using System.Text.Json.Serialization;
using Cortensor.Primitives;

namespace Cortensor.Chain.Deployment;

/// <summary>Where a contract stands.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Block">The block that holds its deployment: where watchers start.</param>
/// <param name="Transaction">The deployment.</param>
/// <param name="AbiHash">The interface it was deployed with (see <see cref="Encoding.ContractAbi.Hash"/>).</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DeployedContract(Address Address, ulong Block, Hash32 Transaction, Hash32 AbiHash);
