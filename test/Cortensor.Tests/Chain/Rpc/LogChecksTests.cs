using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Rpc;

public sealed class LogChecksTests
{
    private static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");
    private static readonly Hash32 Block = Keccak256.HashText("block");
    private static readonly Hash32 Topic = Keccak256.HashText("topic");

    [Fact]
    public void Logs_that_fit_pass() => Assert.Single(Check([Log()], BloomOf(Contract.ToArray(), Topic.ToArray())));

    [Fact]
    public void A_log_of_another_block_contract_or_topic_is_forged()
    {
        LogsBloom bloom = BloomOf(Contract.ToArray(), Topic.ToArray());
        LogEntry[] forged =
        [
            Log() with
            {
                BlockHash = Topic,
            },
            Log() with
            {
                BlockNumber = 8,
            },
            Log() with
            {
                Contract = Address.Parse("0x00000000000000000000000000000000000000c1"),
            },
            Log() with
            {
                Topics = [Block],
            },
        ];
        Assert.All(
            forged,
            log => Assert.Equal(RpcFault.LogsForged, Assert.Throws<RpcUnreachableException>(() => Check([log], bloom)).Fault)
        );
    }

    [Fact]
    public void Announced_logs_that_did_not_come_are_missed_only_when_demanded()
    {
        LogsBloom bloom = BloomOf(Contract.ToArray(), Topic.ToArray());
        Assert.Equal(RpcFault.LogsMissing, Assert.Throws<RpcUnreachableException>(() => Check([], bloom)).Fault);
        Assert.Empty(Check([], bloom, demand: false));
        Assert.Empty(Check([], BloomOf()));
    }

    [Fact]
    public void A_crowded_bloom_demands_nothing_it_announces_everything()
    {
        LogsBloom full = LogsBloom.Parse(Hex.Encode(Enumerable.Repeat((byte)0xff, LogsBloom.Size).ToArray()));
        Assert.True(full.IsCrowded);
        Assert.Empty(Check([], full));
    }

    private static List<LogEntry> Check(List<LogEntry> logs, LogsBloom bloom, bool demand = true) =>
        LogChecks.OfBlock(logs, [Contract], new BlockHeader(7, Block, Block, 0, 0) { LogsBloom = bloom }, demand);

    private static LogEntry Log() => new(Contract, [Topic], default, 7, Block, Block, 0);

    /// <summary>The filter as the yellow paper has it: the real one is checked on a real chain.</summary>
    private static LogsBloom BloomOf(params byte[][] items)
    {
        byte[] bits = new byte[LogsBloom.Size];
        foreach (byte[] hash in items.Select(static item => Keccak256.Hash(item).ToArray()))
        {
            for (int pair = 0; pair < 6; pair += 2)
            {
                int bit = ((hash[pair] << 8) | hash[pair + 1]) % 2048;
                bits[255 - (bit / 8)] |= (byte)(1 << (bit % 8));
            }
        }

        return LogsBloom.Parse(Hex.Encode(bits));
    }
}
