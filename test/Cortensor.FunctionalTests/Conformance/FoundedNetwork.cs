using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Testing.Conformance;
using Cortensor.Testing.Ledger;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>Builds the world of a setup on a fresh chain: one block of contracts, one of roles, prices and wallets.</summary>
internal static class FoundedNetwork
{
    private const int Blocks = 2;

    public static async Task<PlannedNetwork> BuildAsync(SteppedChain chain, ConformanceSetup setup, CancellationToken cancellationToken)
    {
        PrivateKey deployer = PrivateKey.FromBytes(Keccak256.HashText("cortensor conformance deployer").ToArray());
        PlannedNetwork network = await PlannedNetwork.LoadAsync(index => chain.NextContract(deployer.Address, index), cancellationToken);
        Address treasury = new MemoryChainOptions().Treasury;
        await MineAsync(chain, setup.StartTime - Blocks, network.Deployments(deployer, treasury), cancellationToken);
        await MineAsync(chain, setup.StartTime - Blocks + 1, [.. Furnishing(setup, network, deployer)], cancellationToken);
        return network;
    }

    private static IEnumerable<OutgoingCall> Furnishing(ConformanceSetup setup, PlannedNetwork network, PrivateKey deployer)
    {
        foreach ((Hash32 model, ModelPrice price) in setup.Prices)
        {
            yield return Call(deployer, network["NetworkData"], new NetworkDataContract.SetModelPriceCall(model, price.Per1kInput.Wei, price.Per1kOutput.Wei));
        }

        foreach (ConformanceAccount account in setup.Accounts)
        {
            yield return Call(deployer, network["CortensorToken"], new CortensorTokenContract.TransferCall(account.Address, account.Wallet.Wei));
            yield return Call(
                account.Key, network["CortensorToken"], new CortensorTokenContract.ApproveCall(network["SessionPayment"], (BigInteger.One << 256) - 1));
            foreach (NodeRole role in account.Roles)
            {
                yield return Call(account.Key, network["Iam"], new IamContract.RegisterCall((byte)role, "https://node.example"));
                yield return Call(deployer, network["Iam"], new IamContract.GrantCall((byte)role, account.Address));
            }
        }
    }

    private static OutgoingCall Call(PrivateKey key, Address contract, IContractCall call) => new(key, contract, call.Encode());

    private static async Task MineAsync(SteppedChain chain, ulong timestamp, IReadOnlyList<OutgoingCall> calls, CancellationToken cancellationToken)
    {
        ImmutableArray<byte[]?> reverts = await chain.MineAsync(timestamp, calls, cancellationToken);
        for (int index = 0; index < reverts.Length; index++)
        {
            if (reverts[index] is byte[] revert)
            {
                throw new InvalidOperationException($"Founding: transaction {index} of the block at {timestamp} reverted with {Hex.Encode(revert)}.");
            }
        }
    }
}
