using Cortensor.Chain.Rpc;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Watching;

/// <summary>Follows the chain and feeds the events of some contracts to a projection, in order, through reorganizations.</summary>
/// <remarks>
/// Near the head each block is asked for by its hash, so that its events can only be its own. Deeper than the header window a range is asked for at once: blocks
/// that deep are taken as settled.
/// </remarks>
public sealed class LogWatcher(
    EthClient client, IReadOnlyCollection<Address> contracts, LogWatcherOptions options, TimeProvider time, ILogger logger)
{
    private readonly HeaderTrail _trail = new(options.HeaderWindow);
    private readonly PollBackoff _backoff = new(options.PollInterval, options.MaxBackoff);
    private ulong _next;
    private long _lastAnswer;

    /// <summary>When the node last answered everything it was asked; null before the first time.</summary>
    public DateTimeOffset? LastAnswer => Volatile.Read(ref _lastAnswer) is long ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Follows the chain from <paramref name="startBlock"/> until cancelled; a node that does not answer is asked again.</summary>
    /// <exception cref="ReorganizationTooDeepException">The projection must be rebuilt.</exception>
    public async Task RunAsync(ILogProjection projection, ulong startBlock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projection);
        _next = startBlock;
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan wait = options.PollInterval;
            try
            {
                bool moved = await StepAsync(projection, cancellationToken);
                Volatile.Write(ref _lastAnswer, time.GetUtcNow().Ticks);
                _backoff.Reset();
                wait = moved ? TimeSpan.Zero : wait;
            }
            catch (Exception failure) when (failure is RpcUnreachableException or JsonRpcException)
            {
                wait = _backoff.Next();
                Log.NodeFailed(logger, _next, failure.Message);
            }

            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    /// <summary>One step: applies the next block or range, or rolls back. False when there is nothing to do but wait.</summary>
    internal async Task<bool> StepAsync(ILogProjection projection, CancellationToken cancellationToken)
    {
        BlockHeader? head = await client.GetHeaderAsync(BlockTag.Latest, cancellationToken);
        if (head is null)
        {
            return false;
        }

        if (_trail.Last is { } last && head.Number <= last.Number)
        {
            return head.Hash != last.Hash && await RollBackAsync(projection, cancellationToken);
        }

        ulong window = (ulong)options.HeaderWindow;
        if (_next + window <= head.Number)
        {
            // Ranges do not show their first block's parent: what was seen before may have been replaced while nobody looked.
            if (_trail.Last is { } seen && await client.GetHeaderAsync(BlockTag.At(seen.Number), cancellationToken) is var still && still?.Hash != seen.Hash)
            {
                return await RollBackAsync(projection, cancellationToken);
            }

            ulong to = Math.Min(_next + (ulong)options.CatchUpBlocks - 1, head.Number - window);
            return await CatchUpAsync(projection, to, head.Number, cancellationToken);
        }

        return _next <= head.Number && await FollowAsync(projection, head, cancellationToken);
    }

    private async Task<bool> FollowAsync(ILogProjection projection, BlockHeader head, CancellationToken cancellationToken)
    {
        BlockHeader? header = _next == head.Number ? head : await client.GetHeaderAsync(BlockTag.At(_next), cancellationToken);
        if (header is null)
        {
            return false;
        }

        if (_trail.Last is { } last && last.Number + 1 == header.Number && header.ParentHash != last.Hash)
        {
            return await RollBackAsync(projection, cancellationToken);
        }

        IReadOnlyList<LogEntry> logs = await client.GetLogsAsync(contracts, header.Hash, cancellationToken);
        await AppendAsync(projection, new BlockLogs(header, logs, head.Number), cancellationToken);
        return true;
    }

    private async Task<bool> CatchUpAsync(ILogProjection projection, ulong to, ulong height, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogEntry> logs = await client.GetLogsAsync(contracts, _next, to, cancellationToken);
        List<BlockLogs> blocks = [];
        foreach (IGrouping<ulong, LogEntry> block in logs.GroupBy(log => log.BlockNumber))
        {
            BlockHeader? header = await client.GetHeaderAsync(BlockTag.At(block.Key), cancellationToken);
            if (header is null || block.Any(log => log.BlockHash != header.Hash))
            {
                return false; // the answers came from two views of the chain: ask again
            }

            blocks.Add(new BlockLogs(header, [.. block], height));
        }

        if (blocks.Count == 0 || blocks[^1].Header.Number < to)
        {
            // The end of the range is remembered even without events: the next block must follow it.
            if (await client.GetHeaderAsync(BlockTag.At(to), cancellationToken) is not { } end)
            {
                return false;
            }

            blocks.Add(new BlockLogs(end, [], height));
        }

        foreach (BlockLogs block in blocks)
        {
            await AppendAsync(projection, block, cancellationToken);
        }

        return true;
    }

    private async Task AppendAsync(ILogProjection projection, BlockLogs block, CancellationToken cancellationToken)
    {
        await projection.ApplyAsync(block, cancellationToken);
        _trail.Add(block.Header);
        _next = block.Header.Number + 1;
    }

    private async Task<bool> RollBackAsync(ILogProjection projection, CancellationToken cancellationToken)
    {
        ulong from = _trail.Last!.Number;
        ulong lowest = _trail.First!.Number;
        while (_trail.Last is { } last)
        {
            BlockHeader? now = await client.GetHeaderAsync(BlockTag.At(last.Number), cancellationToken);
            if (now?.Hash == last.Hash)
            {
                if (last.Number == from)
                {
                    return false; // the node merely lags behind what it told us before
                }

                Log.RolledBack(logger, from, last.Number);
                return true;
            }

            // Told block by block, so that an answer lost on the way leaves projection and trail agreeing.
            await projection.RollBackToAsync(last.Number - 1, cancellationToken);
            _trail.RemoveLast();
            _next = last.Number;
        }

        throw new ReorganizationTooDeepException(lowest);
    }
}
