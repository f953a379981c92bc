using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Transactions;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain;

/// <summary>Our client, cast and ethers look at the same chain, and say the same.</summary>
public sealed class ChainPeersTests
{
    // Anvil's first public development key.
    private const string Secret = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    [Fact]
    public async Task All_three_sign_the_same_bytes_for_a_transaction_that_the_chain_took()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(sender);
        SignedTransaction signed = await sender.SendAsync(TransactionIntent.Call(probe, new ProbeContract.Count2Call(3)), Cancellation);
        UnsignedTransaction fields = signed.Transaction;
        string raw = Hex.Encode(signed.Encoded.Span);

        string cast = await CastPeer.AskAsync(
            Cancellation,
            "mktx",
            "--private-key",
            Secret,
            "--nonce",
            Text(fields.Nonce),
            "--gas-limit",
            Text(fields.GasLimit),
            "--gas-price",
            Text(fields.MaxFeePerGas),
            "--priority-gas-price",
            Text(fields.MaxPriorityFeePerGas),
            "--chain",
            Text(fields.ChainId),
            "--rpc-url",
            anvil.Endpoint.ToString(),
            probe.ToString(),
            "count(uint8)",
            "3"
        );
        JsonElement ethers = await EthersPeer.AskAsync(
            new
            {
                action = "sign",
                privateKey = Secret,
                transaction = new
                {
                    type = 2,
                    chainId = fields.ChainId,
                    nonce = fields.Nonce,
                    to = probe.ToString(),
                    value = "0",
                    data = Hex.Encode(fields.Data.Span),
                    gasLimit = fields.GasLimit,
                    maxFeePerGas = Text(fields.MaxFeePerGas),
                    maxPriorityFeePerGas = Text(fields.MaxPriorityFeePerGas),
                },
            },
            Cancellation
        );

        Assert.Equal(raw, cast);
        Assert.Equal(raw, ethers.GetProperty("raw").GetString());
        Assert.Equal(signed.Hash.ToString(), ethers.GetProperty("hash").GetString());
        Assert.Equal(signed.Hash.ToString(), await CastPeer.AskAsync(Cancellation, "keccak", raw));
        Assert.Equal(signed.Hash, (await sender.WaitAsync(signed, Cancellation)).TransactionHash);
    }

    [Fact]
    public async Task All_three_read_the_same_events_refusal_balance_and_nonce()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender owner = await anvil.OpenSenderAsync();
        using TransactionSender stranger = await anvil.OpenSenderAsync(key: 1);
        Address probe = await ProbeChain.DeployAsync(owner);
        TransactionReceipt receipt = await stranger.ExecuteAsync(
            TransactionIntent.Call(probe, new ProbeContract.Count2Call(2)),
            Cancellation
        );
        ProbeContract.OnlyOwnerCall forbidden = new();
        ContractRevertException refused = await Assert.ThrowsAsync<ContractRevertException>(() =>
            stranger.ExecuteAsync(TransactionIntent.Call(probe, forbidden), Cancellation)
        );
        Assert.True(refused.Is(out ProbeContract.ProbeNotOwner? error));
        BigInteger balance = await anvil.Client.GetBalanceAsync(stranger.Account, BlockTag.Latest, Cancellation);
        ulong nonce = await anvil.Client.GetNonceAsync(stranger.Account, BlockTag.Latest, Cancellation);
        string[] counted = [.. receipt.Events<ProbeContract.Counted>().Select(static counted => Text(counted.Value))];

        using JsonDocument artifact = JsonDocument.Parse(await File.ReadAllTextAsync(ProbeChain.ArtifactPath, Cancellation));
        JsonElement ethers = await EthersPeer.AskAsync(
            new
            {
                action = "chain",
                rpc = anvil.Endpoint.ToString(),
                account = stranger.Account.ToString(),
                abi = artifact.RootElement.GetProperty("abi"),
                transaction = receipt.TransactionHash.ToString(),
                contract = probe.ToString(),
                refusedCall = Hex.Encode(forbidden.Encode()),
            },
            Cancellation
        );

        Assert.Equal(Text(anvil.ChainId), ethers.GetProperty("chainId").GetString());
        Assert.Equal(Text(balance), ethers.GetProperty("balance").GetString());
        Assert.Equal(nonce, ethers.GetProperty("nonce").GetUInt64());
        Assert.Equal(receipt.BlockNumber, ethers.GetProperty("block").GetUInt64());
        Assert.Equal(Text(receipt.GasUsed), ethers.GetProperty("gasUsed").GetString());
        Assert.Equal(Text(receipt.EffectiveGasPrice), ethers.GetProperty("price").GetString());
        Assert.Equal(
            counted,
            ethers.GetProperty("events").EnumerateArray().Select(static entry => entry.GetProperty("values")[0].GetString())
        );
        Assert.Equal(nameof(ProbeContract.ProbeNotOwner), ethers.GetProperty("refused").GetProperty("name").GetString());
        Assert.Equal(
            new[] { error.Caller, error.Owner },
            ethers.GetProperty("refused").GetProperty("values").EnumerateArray().Select(static value => Address.Parse(value.GetString()!))
        );

        string url = anvil.Endpoint.ToString();
        Assert.Equal(Text(anvil.ChainId), await CastPeer.AskAsync(Cancellation, "chain-id", "--rpc-url", url));
        Assert.Equal(Text(balance), await CastPeer.AskAsync(Cancellation, "balance", stranger.Account.ToString(), "--rpc-url", url));
        Assert.Equal(Text(nonce), await CastPeer.AskAsync(Cancellation, "nonce", stranger.Account.ToString(), "--rpc-url", url));
        Assert.Equal(
            counted[0],
            await CastPeer.AskAsync(Cancellation, "decode-event", "--sig", "Counted(uint256)", Hex.Encode(receipt.Logs[0].Data.Span))
        );
        string decoded = await CastPeer.AskAsync(
            Cancellation,
            "decode-error",
            "--sig",
            "ProbeNotOwner(address,address)",
            Hex.Encode(refused.RevertData.Span)
        );
        Assert.Equal(
            [error.Caller, error.Owner],
            decoded
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(static value => Address.Parse(value))
        );
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
