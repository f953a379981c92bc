using System.Numerics;
using Cortensor.Crypto;
using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Node.Health;

/// <summary>The node's key can pay for transactions.</summary>
internal sealed class GasAboveFloor(ChainProbe probe, ISigner signer, NodeOptions options) : IReadyCheck
{
    /// <summary>Wei in a gwei.</summary>
    internal const long Gwei = 1_000_000_000;

    public string Name => "gas";

    // An unknown balance says nothing about the money: the check of the chain says what is wrong.
    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            probe.Status is { } status && status.Gas < (BigInteger)options.Chain.GasFloorGwei * Gwei
                ? ReadyFinding.Of(
                    ReadyCodes.GasLow,
                    $"{signer.Address} holds {status.Gas / Gwei} gwei, less than {options.Chain.GasFloorGwei}: send it the chain's coin."
                )
                : ReadyFinding.Ok
        );
}
