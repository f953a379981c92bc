using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>Two hundred callers send with one key at the same time, over a line that loses answers.</summary>
public sealed class ManySendsAtOnceTests
{
    private const int Sends = 200;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_nonce_is_left_out_and_every_wei_arrives_once(bool losesAnswers)
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        using TransactionSender sender = await bench.OpenSenderAsync(change: static options =>
            options.PollInterval = TimeSpan.FromMilliseconds(50)
        );
        BigInteger before = await bench.WalletAsync(sender.Account);
        int sent = 0;
        bench.Proxies[0].Script = exchange =>
            losesAnswers && exchange.Sends && Interlocked.Increment(ref sent) % 10 == 0 ? ProxyFault.DropAnswer : ProxyFault.None;

        TransactionReceipt[] receipts = await Task.WhenAll(
            Enumerable
                .Range(1, Sends)
                .Select(amount =>
                    sender.ExecuteAsync(new TransactionIntent(ChainBench.Receiver, default, Value: amount), ChainBench.Cancellation)
                )
        );

        Assert.All(receipts, static receipt => Assert.True(receipt.Succeeded));
        await bench.AssertPaidAsync(sender.Account, before, Sends * (Sends + 1) / 2, receipts);
        Assert.True(bench.Proxies[0].Requests < bench.Proxies[0].Calls, "Nothing travelled in batches.");
    }
}
