using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>
/// What can be said against logs without trusting the node that sent them: they must be what was asked for, and fit the block's header.
/// </summary>
internal static class LogChecks
{
    private const string Method = "eth_getLogs";

    public static List<LogEntry> OfRange(List<LogEntry> logs, IReadOnlyCollection<Address> contracts, ulong from, ulong to) =>
        logs.TrueForAll(log => log.BlockNumber >= from && log.BlockNumber <= to && contracts.Contains(log.Contract))
            ? logs
            : throw Forged("a log is of another block or contract than asked for");

    public static List<LogEntry> OfBlock(
        List<LogEntry> logs,
        IReadOnlyCollection<Address> contracts,
        BlockHeader block,
        bool demandAnnounced
    )
    {
        if (!logs.TrueForAll(log => log.BlockHash == block.Hash && log.BlockNumber == block.Number && contracts.Contains(log.Contract)))
        {
            throw Forged($"a log is not of block {block.Number} {block.Hash}, or of a contract that was not asked for");
        }

        if (block.LogsBloom is not { } bloom)
        {
            return logs;
        }

        if (!logs.TrueForAll(bloom.MayHold))
        {
            throw Forged($"a log is not in the bloom of block {block.Number}");
        }

        bool isShort =
            demandAnnounced
            && !bloom.IsCrowded
            && contracts.Any(contract => bloom.MayHold(contract) && !logs.Exists(log => log.Contract == contract));
        return isShort
            ? throw new RpcUnreachableException(
                Method,
                $"block {block.Number} announces logs that did not come",
                fault: RpcFault.LogsMissing
            )
            : logs;
    }

    private static RpcUnreachableException Forged(string reason) => new(Method, reason, fault: RpcFault.LogsForged);
}
