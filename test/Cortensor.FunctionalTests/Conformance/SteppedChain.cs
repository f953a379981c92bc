using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Tests.Chain;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>
/// A development chain whose every block is made here: which transactions, in which order, at which second. Gas costs nothing and its limit
/// is fixed, so nothing is estimated and what reverts is in the block too.
/// </summary>
internal sealed class SteppedChain : IAsyncDisposable
{
    private const ulong GasLimit = 12_000_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly AnvilProcess _anvil;
    private readonly Dictionary<Address, ulong> _nonces = [];

    private SteppedChain(AnvilProcess anvil, PrivateKey founder) => (_anvil, Founder, Rpc) = (anvil, founder, new RpcBatch(anvil.Endpoint));

    public ulong ChainId => _anvil.ChainId;

    public RpcBatch Rpc { get; }

    /// <summary>Deploys the contracts and has all COR and every right over them.</summary>
    public PrivateKey Founder { get; }

    public static async Task<SteppedChain> StartAsync()
    {
        // First in, first out; no pool rules about money; old states are dropped instead of written to disk.
        AnvilProcess anvil = await AnvilProcess.StartAsync(
            mineOnDemand: true,
            "--order",
            "fifo",
            "--block-base-fee-per-gas",
            "0",
            "--gas-price",
            "0",
            "--disable-min-priority-fee",
            "--disable-block-gas-limit",
            "--prune-history"
        );
        return new SteppedChain(anvil, (await DevKeys.OpenAsync(anvil.Client, anvil.Endpoint))[0]);
    }

    /// <summary>Deploys a network, making blocks while the deployer waits for them.</summary>
    public async Task<AddressBook> DeployAsync(DeploymentSettings settings, CancellationToken cancellationToken)
    {
        using TransactionSender sender = await _anvil.OpenSenderAsync(options: new SendingOptions { PollInterval = Pause });
        Task<AddressBook> deployment = new NetworkDeployer(sender).DeployAsync(settings, cancellationToken);
        while (!deployment.IsCompleted)
        {
            _ = await Rpc.CallAsync(new RpcQuestion("evm_mine"), cancellationToken);
            _ = await Task.WhenAny(deployment, Task.Delay(Pause, TimeProvider.System, cancellationToken));
        }

        return await deployment;
    }

    /// <summary>Makes a block of these transactions.</summary>
    /// <returns>For each the revert data, or null when it went through.</returns>
    public async Task<ImmutableArray<byte[]?>> MineAsync(
        ulong timestamp,
        IReadOnlyList<OutgoingCall> calls,
        CancellationToken cancellationToken
    )
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
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The block has {mined.Length} transactions instead of {hashes.Count}, or in another order."
                )
            );
    }

    public ValueTask DisposeAsync() => _anvil.DisposeAsync();

    private async ValueTask<SignedTransaction> SignAsync(OutgoingCall call, CancellationToken cancellationToken)
    {
        Address sender = call.Key.Address;
        ulong nonce = _nonces.TryGetValue(sender, out ulong next)
            ? next
            : await _anvil.Client.GetNonceAsync(sender, BlockTag.Latest, cancellationToken);
        _nonces[sender] = nonce + 1;
        UnsignedTransaction transaction = new()
        {
            ChainId = ChainId,
            Nonce = nonce,
            To = call.To,
            Data = call.Data,
            GasLimit = GasLimit,
        };
        return await transaction.SignAsync(new LocalSigner(call.Key), cancellationToken);
    }

    private async Task<ImmutableArray<byte[]?>> ExplainAsync(List<string> hashes, bool[] made, CancellationToken cancellationToken)
    {
        int[] refused = [.. Enumerable.Range(0, made.Length).Where(index => !made[index])];

        // The revert data as the block left it; debug_traceTransaction would execute the block again, from a state that is pruned.
        IReadOnlyList<JsonElement> outputs = await Rpc.CallAsync(
            [.. refused.Select(index => new RpcQuestion("ots_getTransactionError", hashes[index]))],
            cancellationToken
        );
        byte[]?[] reverts = new byte[made.Length][];
        foreach ((int index, JsonElement output) in refused.Zip(outputs))
        {
            reverts[index] = Hex.Decode(output.GetString()!);
        }

        return [.. reverts];
    }
}
