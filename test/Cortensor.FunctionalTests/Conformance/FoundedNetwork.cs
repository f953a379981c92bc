using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Testing.Conformance;
using Cortensor.Testing.Ledger;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>
/// Builds the world of a setup on a fresh chain: the contracts as a network gets them, then one block of roles, prices and wallets.
/// </summary>
internal static class FoundedNetwork
{
    public static async Task<AddressBook> BuildAsync(SteppedChain chain, ConformanceSetup setup, CancellationToken cancellationToken)
    {
        DeploymentSettings settings = new()
        {
            Network = "conformance",
            ContractsFolder = Path.Combine(Repository.Root, "contracts"),
            Treasury = new MemoryChainOptions().Treasury,
        };
        AddressBook network = await chain.DeployAsync(settings, cancellationToken);
        OutgoingCall[] calls = [.. Furnishing(setup, network, chain.Founder)];
        ImmutableArray<byte[]?> reverts = await chain.MineAsync(setup.StartTime - 1, calls, cancellationToken);
        return reverts.All(static revert => revert is null)
            ? network
            : throw new InvalidOperationException(
                $"Founding: {string.Join(' ', reverts.Select(static revert => revert is null ? "made" : Hex.Encode(revert)))}."
            );
    }

    private static IEnumerable<OutgoingCall> Furnishing(ConformanceSetup setup, AddressBook network, PrivateKey founder)
    {
        Address token = network.AddressOf(ContractNames.Token);
        Address iam = network.AddressOf(ContractNames.Iam);
        BigInteger unlimited = (BigInteger.One << 256) - 1;
        foreach ((Hash32 model, ModelPrice price) in setup.Prices)
        {
            NetworkDataContract.SetModelPriceCall set = new(model, price.Per1kInput.Wei, price.Per1kOutput.Wei);
            yield return Call(founder, network.AddressOf(ContractNames.NetworkData), set);
        }

        foreach (ConformanceAccount account in setup.Accounts)
        {
            yield return Call(founder, token, new CortensorTokenContract.TransferCall(account.Address, account.Wallet.Wei));
            yield return Call(
                account.Key,
                token,
                new CortensorTokenContract.ApproveCall(network.AddressOf(ContractNames.SessionPayment), unlimited)
            );
            foreach (NodeRole role in account.Roles)
            {
                yield return Call(account.Key, iam, new IamContract.RegisterCall((byte)role, "https://node.example"));
                yield return Call(founder, iam, new IamContract.GrantCall((byte)role, account.Address));
            }
        }
    }

    private static OutgoingCall Call(PrivateKey key, Address contract, IContractCall call) => new(key, contract, call.Encode());
}
