using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Transactions;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>Gas becomes dearer than a waiting transaction pays: it is replaced by one that has the same effect, up to the cap.</summary>
public sealed class StuckTransactionTests
{
    private static readonly BigInteger Gwei = 1_000_000_000;

    [Fact]
    public async Task A_dearer_version_takes_its_place_and_only_one_is_mined()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1, mineOnDemand: true);
        using TransactionSender sender = await bench.OpenSenderAsync(change: static options =>
            options.BumpAfter = TimeSpan.FromMilliseconds(300)
        );
        BigInteger before = await bench.WalletAsync(sender.Account);
        SignedTransaction stuck = await sender.SendAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 9),
            ChainBench.Cancellation
        );
        SignedTransaction behind = await sender.SendAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 11),
            ChainBench.Cancellation
        );
        BigInteger dear = stuck.Transaction.MaxFeePerGas * 3;

        Task<TransactionReceipt> first = sender.WaitAsync(stuck, ChainBench.Cancellation);
        Task<TransactionReceipt> second = sender.WaitAsync(behind, ChainBench.Cancellation);
        await MineAtAsync(bench, dear, () => Task.WhenAll(first, second).IsCompleted);

        TransactionReceipt replaced = await first;
        Assert.NotEqual(stuck.Hash, replaced.TransactionHash);
        Assert.True(replaced.EffectiveGasPrice >= dear);
        await bench.AssertPaidAsync(sender.Account, before, 20, [replaced, await second]);
        Assert.Null(await bench.Anvil.Client.GetReceiptAsync(stuck.Hash, ChainBench.Cancellation));
    }

    [Fact]
    public async Task At_the_cap_the_code_says_so_and_nothing_was_paid()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1, mineOnDemand: true);
        using TransactionSender sender = await bench.OpenSenderAsync(change: static options =>
        {
            options.BumpAfter = TimeSpan.FromMilliseconds(100);
            options.ReceiptTimeout = TimeSpan.FromSeconds(4);
            options.MaxFeePerGas = 3 * Gwei;
        });
        BigInteger before = await bench.WalletAsync(sender.Account);
        SignedTransaction stuck = await sender.SendAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 9),
            ChainBench.Cancellation
        );
        Task<TransactionReceipt> waiting = sender.WaitAsync(stuck, ChainBench.Cancellation);
        await MineAtAsync(bench, 50 * Gwei, () => waiting.IsCompleted);
        TransactionFailedException failed = await Assert.ThrowsAsync<TransactionFailedException>(() => waiting);
        Assert.Equal(SendingCode.FeeCapReached, failed.Code);
        Assert.InRange(failed.Transaction!.Transaction.MaxFeePerGas, 0, 3 * Gwei);
        Assert.Equal(before, await bench.WalletAsync(sender.Account));
        Assert.Equal(BigInteger.Zero, await bench.ReceivedAsync());
    }

    private static Task MineAtAsync(ChainBench bench, BigInteger baseFee, Func<bool> isDone) =>
        ChainBench.UntilAsync(
            async () =>
            {
                _ = await bench.Anvil.Client.Transport.CallAsync(
                    "anvil_setNextBlockBaseFeePerGas",
                    ["0x" + baseFee.ToString("x", null)],
                    ChainBench.Cancellation
                );
                await bench.Anvil.MineAsync();
                return isDone();
            },
            "the transactions came to an end"
        );
}
