using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Tests.Chain;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>
/// A development chain whose every block is made here: which transactions, in which order, at which second. Gas costs nothing and its limit is fixed, so
/// nothing is estimated and what reverts is in the block too.
/// </summary>
internal sealed class SteppedChain : IAsyncDisposable
{
    private const ulong GasLimit = 12_000_000;

    private readonly AnvilProcess _anvil;
    private readonly Dictionary<Address, ulong> _nonces = [];

    private SteppedChain(AnvilProcess anvil) => (_anvil, Rpc) = (anvil, new RpcBatch(anvil.Endpoint));

    public ulong ChainId => _anvil.ChainId;

    public RpcBatch Rpc { get; }

    public static async Task<SteppedChain> StartAsync()
    {
        // First in, first out; no pool rules about money; old states are dropped instead of written to disk.
        return new SteppedChain(await AnvilProcess.StartAsync(
            mineOnDemand: true,
            "--order", "fifo", "--block-base-fee-per-gas", "0", "--gas-price", "0", "--disable-min-priority-fee", "--disable-block-gas-limit",
            "--prune-history"));
    }

    /// <summary>Makes a block of these transactions.</summary>
    /// <returns>For each the revert data, or null when it went through.</returns>
    public async Task<ImmutableArray<byte[]?>> MineAsync(ulong timestamp, IReadOnlyList<OutgoingCall> calls, CancellationToken cancellationToken)
    {
        List<RpcQuestion> sends = [];
        List<string> hashes = [];
        foreach (OutgoingCall call in calls)
        {
            SignedTransaction signed = await SignAsync(call, cancellationToken);
            sends.Add(new RpcQuestion("eth_sendRawTransaction", Hex.Encode(signed.Encoded.Span)));
            hashes.Add(signed.Hash.ToString());
        }

        _ = await Rpc.CallAsync(sends, cancellationToken);
        _ = await Rpc.CallAsync(new RpcQuestion("evm_mine", timestamp), cancellationToken);
        JsonElement receipts = await Rpc.CallAsync(new RpcQuestion("eth_getBlockReceipts", "latest"), cancellationToken);
        bool[] made = [.. receipts.EnumerateArray().Select(static receipt => receipt.GetProperty("status").GetString() == "0x1")];
        string[] mined = [.. receipts.EnumerateArray().Select(static receipt => receipt.GetProperty("transactionHash").GetString()!)];
        return mined.SequenceEqual(hashes)
            ? await ExplainAsync(hashes, made, cancellationToken)
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"The block has {mined.Length} transactions instead of {hashes.Count}, or in another order."));
    }

    /// <summary>The address that the account's transaction number <paramref name="ahead"/> from now would deploy to (CREATE).</summary>
    public Address NextContract(Address deployer, int ahead) => ContractAddress.Of(deployer, _nonces.GetValueOrDefault(deployer) + (ulong)ahead);

    public ValueTask DisposeAsync() => _anvil.DisposeAsync();

    private async ValueTask<SignedTransaction> SignAsync(OutgoingCall call, CancellationToken cancellationToken)
    {
        ulong nonce = _nonces.GetValueOrDefault(call.Key.Address);
        _nonces[call.Key.Address] = nonce + 1;
        UnsignedTransaction transaction = new() { ChainId = ChainId, Nonce = nonce, To = call.To, Data = call.Data, GasLimit = GasLimit };
        return await transaction.SignAsync(new LocalSigner(call.Key), cancellationToken);
    }

    private async Task<ImmutableArray<byte[]?>> ExplainAsync(List<string> hashes, bool[] made, CancellationToken cancellationToken)
    {
        int[] refused = [.. Enumerable.Range(0, made.Length).Where(index => !made[index])];

        // The revert data as the block left it; debug_traceTransaction would execute the block again, from a state that is pruned.
        IReadOnlyList<JsonElement> outputs = await Rpc.CallAsync(
            [.. refused.Select(index => new RpcQuestion("ots_getTransactionError", hashes[index]))], cancellationToken);
        byte[]?[] reverts = new byte[made.Length][];
        foreach ((int index, JsonElement output) in refused.Zip(outputs))
        {
            reverts[index] = Hex.Decode(output.GetString()!);
        }

        return [.. reverts];
    }
}
