using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>
/// The connection is cut after the node accepted a transaction, or before it arrived, or the answer never comes: it counts once.
/// </summary>
public sealed class AnswerLostAfterSendingTests
{
    [Theory]
    [InlineData((int)ProxyFault.DropAnswer)]
    [InlineData((int)ProxyFault.DropRequest)]
    [InlineData((int)ProxyFault.Truncate)]
    [InlineData((int)ProxyFault.WrongId)]
    public async Task The_transaction_counts_once_and_is_paid_once(int fault)
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        using TransactionSender sender = await bench.OpenSenderAsync();
        BigInteger before = await bench.WalletAsync(sender.Account);
        int sends = 0;
        bench.Proxies[0].Script = exchange =>
            exchange.Sends && Interlocked.Increment(ref sends) % 2 == 1 ? (ProxyFault)fault : ProxyFault.None;
        List<TransactionReceipt> receipts = [];
        for (int move = 0; move < 3; move++)
        {
            receipts.Add(await sender.ExecuteAsync(new TransactionIntent(ChainBench.Receiver, default, Value: 7), ChainBench.Cancellation));
        }

        Assert.True(sends > 3, "No answer was lost.");
        await bench.AssertPaidAsync(sender.Account, before, 21, receipts);
    }

    [Fact]
    public async Task Through_two_endpoints_that_lose_answers_in_turn_it_counts_once_too()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 2);
        using TransactionSender sender = await bench.OpenSenderAsync();
        BigInteger before = await bench.WalletAsync(sender.Account);
        bench.Proxies[0].Script = static exchange => exchange.Sends ? ProxyFault.DropAnswer : ProxyFault.None;
        bench.Proxies[1].Script = static exchange => exchange.Sends && exchange.Number % 2 == 0 ? ProxyFault.DropAnswer : ProxyFault.None;
        TransactionReceipt[] receipts = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => sender.ExecuteAsync(new TransactionIntent(ChainBench.Receiver, default, Value: 7), ChainBench.Cancellation))
        );
        await bench.AssertPaidAsync(sender.Account, before, 70, receipts);
    }

    [Fact]
    public async Task A_sender_that_gave_up_on_the_answer_still_gets_the_receipt()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        using TransactionSender sender = await bench.OpenSenderAsync(change: static options => options.MaxAttempts = 2);
        BigInteger before = await bench.WalletAsync(sender.Account);
        int sends = 0;
        bench.Proxies[0].Script = exchange =>
            exchange.Sends && Interlocked.Increment(ref sends) <= 5 ? ProxyFault.DropRequest : ProxyFault.None;
        TransactionReceipt receipt = await sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 7),
            ChainBench.Cancellation
        );
        Assert.True(sends > 5);
        await bench.AssertPaidAsync(sender.Account, before, 7, [receipt]);
    }
}
