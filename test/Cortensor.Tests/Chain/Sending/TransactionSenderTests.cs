using System.Numerics;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Fixtures;
using Cortensor.Tests.Chain.Rpc;

namespace Cortensor.Tests.Chain.Sending;

public sealed class TransactionSenderTests
{
    private static readonly Address Receiver = Address.Parse("0x00000000000000000000000000000000000c0ffe");

    [Fact]
    public async Task Many_callers_at_once_get_consecutive_nonces_and_all_receipts()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        TransactionReceipt[] receipts = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => sender.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 5)))
        );
        Assert.Equal(40, receipts.Select(receipt => receipt.TransactionHash).Distinct().Count());
        Assert.Equal(200, await anvil.Client.GetBalanceAsync(Receiver, BlockTag.Latest));
        Assert.Equal(40UL, await anvil.Client.GetNonceAsync(sender.Account, BlockTag.Latest));
    }

    [Fact]
    public async Task A_custom_error_is_found_out_before_anything_is_sent_and_leaves_no_nonce_gap()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender owner = await anvil.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(owner);
        using TransactionSender stranger = await anvil.OpenSenderAsync(key: 1);
        ContractRevertException refused = await Assert.ThrowsAsync<ContractRevertException>(() =>
            stranger.ExecuteAsync(TransactionIntent.Call(probe, new ProbeContract.OnlyOwnerCall()))
        );
        Assert.True(refused.Is(out ProbeContract.ProbeNotOwner? error));
        Assert.Equal(new ProbeContract.ProbeNotOwner(stranger.Account, owner.Account), error);
        Assert.Null(refused.Transaction);
        _ = await stranger.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 1));
        Assert.Equal(1UL, await anvil.Client.GetNonceAsync(stranger.Account, BlockTag.Latest));
    }

    [Fact]
    public async Task A_revert_inside_the_block_is_explained()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(sender);
        TransactionIntent demand = TransactionIntent.Call(probe, new ProbeContract.DemandCall(99)) with { GasLimit = 100_000 };
        ContractRevertException refused = await Assert.ThrowsAsync<ContractRevertException>(() => sender.ExecuteAsync(demand));
        Assert.Contains("the counter moved", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Transaction);
    }

    [Fact]
    public async Task A_panic_is_told_from_a_custom_error()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(sender);
        ContractRevertException refused = await Assert.ThrowsAsync<ContractRevertException>(() =>
            anvil.Client.QueryAsync(probe, new ProbeContract.CrashCall())
        );
        Assert.Contains("panic 0x12", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((int)Loss.Request)]
    [InlineData((int)Loss.Answer)]
    public async Task When_the_answer_is_lost_the_same_bytes_go_again_and_count_once(int loss)
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        LossyTransport lossy = new(
            anvil.Client.Transport,
            (method, count) => method == "eth_sendRawTransaction" && count <= 2 ? (Loss)loss : Loss.None
        );
        using TransactionSender sender = await anvil.OpenSenderAsync(transport: lossy);
        _ = await sender.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 5));
        _ = await sender.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 5));
        Assert.Equal(10, await anvil.Client.GetBalanceAsync(Receiver, BlockTag.Latest));
        Assert.Equal(2UL, await anvil.Client.GetNonceAsync(sender.Account, BlockTag.Latest));
        Assert.InRange(lossy.CallsOf("eth_sendRawTransaction"), 3, 4);
    }

    [Fact]
    public async Task When_no_answer_comes_at_all_the_caller_gets_the_bytes_and_they_go_along_with_the_next_ones()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        LossyTransport lossy = new(
            anvil.Client.Transport,
            (method, count) => method == "eth_sendRawTransaction" && count <= 3 ? Loss.Request : Loss.None
        );
        SendingOptions options = new() { PollInterval = TimeSpan.FromMilliseconds(10), MaxAttempts = 3 };
        using TransactionSender sender = await anvil.OpenSenderAsync(options: options, transport: lossy);
        TransactionFailedException lost = await Assert.ThrowsAsync<TransactionFailedException>(() =>
            sender.SendAsync(new TransactionIntent(Receiver, default, Value: 5))
        );
        Assert.Equal(SendingCode.AnswerLost, lost.Code);
        Assert.NotNull(lost.Transaction);
        TransactionReceipt receipt = await sender.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 6));
        Assert.True(receipt.Succeeded);
        Assert.True((await sender.WaitAsync(lost.Transaction, Cancellation)).Succeeded);
        Assert.Equal(11, await anvil.Client.GetBalanceAsync(Receiver, BlockTag.Latest));
        Assert.Equal(2UL, await anvil.Client.GetNonceAsync(sender.Account, BlockTag.Latest));
    }

    [Fact]
    public async Task A_nonce_used_elsewhere_is_asked_again()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender one = await anvil.OpenSenderAsync();
        using TransactionSender other = await anvil.OpenSenderAsync();
        _ = await one.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 1));
        _ = await other.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 1));
        _ = await one.ExecuteAsync(new TransactionIntent(Receiver, default, Value: 1));
        Assert.Equal(3, await anvil.Client.GetBalanceAsync(Receiver, BlockTag.Latest));
    }

    [Fact]
    public async Task A_transaction_that_another_one_displaced_is_reported()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync(mineOnDemand: true);
        using TransactionSender sender = await anvil.OpenSenderAsync();
        SignedTransaction waiting = await sender.SendAsync(new TransactionIntent(Receiver, default, Value: 1));
        IReadOnlyList<PrivateKey> keys = await DevKeys.OpenAsync(anvil.Client, anvil.Endpoint, Cancellation);
        SignedTransaction dearer = await (
            waiting.Transaction with
            {
                MaxFeePerGas = waiting.Transaction.MaxFeePerGas * 2,
                MaxPriorityFeePerGas = BigInteger.Min(
                    waiting.Transaction.MaxFeePerGas * 2,
                    (waiting.Transaction.MaxPriorityFeePerGas * 2) + 1_000_000_000
                ),
                Value = 2,
            }
        ).SignAsync(new LocalSigner(keys[0]), Cancellation);
        _ = await anvil.Client.SendRawAsync(dearer.Encoded, Cancellation);
        await anvil.MineAsync();
        TransactionFailedException failed = await Assert.ThrowsAsync<TransactionFailedException>(() =>
            sender.WaitAsync(waiting, Cancellation)
        );
        Assert.Equal(SendingCode.Replaced, failed.Code);
    }

    [Fact]
    public async Task Gas_dearer_than_the_option_is_refused()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync(options: new SendingOptions { MaxFeePerGas = 1 });
        TransactionFailedException failed = await Assert.ThrowsAsync<TransactionFailedException>(() =>
            sender.SendAsync(new TransactionIntent(Receiver, default, Value: 5))
        );
        Assert.Equal(SendingCode.FeeTooHigh, failed.Code);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
