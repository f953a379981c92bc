using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Transactions;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Chain.Sending;

public sealed class FeeBumpTests
{
    [Fact]
    public void Both_fees_rise_by_a_tenth_or_more_never_above_the_cap_and_nothing_else_changes()
    {
        Random chance = new(7);
        int raised = 0;
        for (int round = 0; round < 5_000; round++)
        {
            (long one, long other, long baseFee, long cap) = (Amount(chance), Amount(chance), Amount(chance), Amount(chance));
            UnsignedTransaction stuck = Stuck(Math.Max(one, other), Math.Min(one, other));
            if (Bump(cap).Raise(stuck, new FeeEstimate(baseFee, Amount(chance))) is not { } dearer)
            {
                continue;
            }

            raised++;
            Assert.True(dearer.MaxFeePerGas * 10 >= stuck.MaxFeePerGas * 11);
            Assert.True(dearer.MaxPriorityFeePerGas * 10 >= stuck.MaxPriorityFeePerGas * 11);
            Assert.InRange(dearer.MaxFeePerGas, BigInteger.Max(baseFee, dearer.MaxPriorityFeePerGas), cap);
            Assert.Equal(stuck, dearer with { MaxFeePerGas = stuck.MaxFeePerGas, MaxPriorityFeePerGas = stuck.MaxPriorityFeePerGas });
        }

        Assert.True(raised > 100, "Hardly any was raised: the rounds say little.");
    }

    [Theory]
    [InlineData(100, 1, 50, 115)] // dear enough already: just what nodes ask for
    [InlineData(100, 1, 400, 802)] // gas became dearer: twice the base fee and the tip
    public void The_price_follows_the_market(int fee, int tip, int baseFee, int least)
    {
        UnsignedTransaction dearer = Bump(10_000).Raise(Stuck(fee, tip), new FeeEstimate(baseFee, BigInteger.One))!;
        Assert.InRange(dearer.MaxFeePerGas, least, least + 3);
    }

    [Theory]
    [InlineData(100, 50, 114)] // a tenth more would be above the cap
    [InlineData(100, 200, 150)] // the cap is below the base fee
    public void At_the_cap_there_is_no_dearer_version(int fee, int baseFee, int cap) =>
        Assert.Null(Bump(cap).Raise(Stuck(fee, 1), new FeeEstimate(baseFee, BigInteger.One)));

    // Spread over all magnitudes.
    private static long Amount(Random chance) => chance.NextInt64(1L << chance.Next(1, 40));

    private static UnsignedTransaction Stuck(BigInteger fee, BigInteger tip) =>
        new()
        {
            ChainId = 5,
            Nonce = 9,
            To = Address.Zero,
            Value = 3,
            GasLimit = 21_000,
            MaxFeePerGas = fee,
            MaxPriorityFeePerGas = tip,
        };

    private static FeeBump Bump(BigInteger cap)
    {
        SendingOptions options = new() { MaxFeePerGas = cap };
        EthClient client = new(new ScriptedNothing());
        LocalSigner signer = new(PrivateKey.FromBytes(Keccak256.HashText("fee bump test").ToArray()));
        TransactionDelivery delivery = new(client, options, TimeProvider.System, NullLogger.Instance);
        return new FeeBump(client, delivery, signer, options, TimeProvider.System, NullLogger.Instance);
    }

    /// <summary>Prices are worked out without asking anybody.</summary>
    private sealed class ScriptedNothing : IRpcTransport
    {
        public Task<System.Text.Json.JsonElement> CallAsync(
            string method,
            IReadOnlyList<object?> parameters,
            CancellationToken cancellationToken = default
        ) => throw new InvalidOperationException(method);
    }
}
