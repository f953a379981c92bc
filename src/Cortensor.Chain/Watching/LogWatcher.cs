using Cortensor.Chain.Rpc;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Watching;

/// <summary>Follows the chain and feeds the events of some contracts to a projection, in order, through reorganizations.</summary>
/// <remarks>
/// Near the head each block is asked for by its hash, so that its events can only be its own. Deeper than the header window a range is
/// asked for at once: blocks that deep are taken as settled. A subscription only says when to look: what is applied always comes from
/// headers that follow each other.
/// </remarks>
public sealed class LogWatcher(
    EthClient client,
    IReadOnlyCollection<Address> contracts,
    LogWatcherOptions options,
    TimeProvider time,
    ILogger logger,
    HeadSubscription? heads = null
)
{
    private const int MostShortReads = 3;
    private const int MostUnannounced = 2;

    private readonly HeaderTrail _trail = new(options.HeaderWindow);
    private readonly PollBackoff _backoff = new(options.PollInterval, options.MaxBackoff);
    private ulong _next;
    private long _lastAnswer;
    private long? _behindSince;
    private int _shortReads;
    private int _unannounced;
    private ulong? _lastSilence;

    /// <summary>When the node last answered everything it was asked; null before the first time.</summary>
    public DateTimeOffset? LastAnswer =>
        Volatile.Read(ref _lastAnswer) is long ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Follows the chain from <paramref name="startBlock"/> until cancelled; a node that does not answer is asked again.</summary>
    /// <exception cref="ReorganizationTooDeepException">The projection must be rebuilt.</exception>
    public async Task RunAsync(ILogProjection projection, ulong startBlock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projection);
        _next = startBlock;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                bool moved = await StepAsync(projection, cancellationToken);
                NoteSilence();
                Volatile.Write(ref _lastAnswer, time.GetUtcNow().Ticks);
                _backoff.Reset();
                if (!moved)
                {
                    await WaitForBlockAsync(cancellationToken);
                }
            }
            catch (Exception failure) when (failure is RpcUnreachableException or JsonRpcException)
            {
                Log.NodeFailed(logger, _next, failure.Message);
                await Task.Delay(_backoff.Next(), time, cancellationToken);
            }
        }
    }

    /// <summary>One step: applies the next block or range, or rolls back. False when there is nothing to do but wait.</summary>
    internal async Task<bool> StepAsync(ILogProjection projection, CancellationToken cancellationToken)
    {
        BlockHeader? head = await ConfirmedHeadAsync(cancellationToken);
        if (head is null)
        {
            return false;
        }

        if (_trail.Last is { } last && head.Number <= last.Number)
        {
            if (head.Hash != last.Hash && MerelyLags(head))
            {
                return false;
            }

            _behindSince = null;
            return head.Hash != last.Hash && await RollBackAsync(projection, cancellationToken);
        }

        _behindSince = null;

        ulong window = (ulong)options.HeaderWindow;
        if (_next + window <= head.Number)
        {
            // Ranges do not show their first block's parent: what was seen before may have been replaced while nobody looked.
            if (
                _trail.Last is { } seen
                && await client.GetHeaderAsync(BlockTag.At(seen.Number), cancellationToken) is var still
                && still?.Hash != seen.Hash
            )
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

        if (await ReadLogsAsync(header, cancellationToken) is not { } logs)
        {
            return false;
        }

        await AppendAsync(projection, new BlockLogs(header, logs, head.Number), cancellationToken);
        return true;
    }

    // A node that has a block's header before its logs looks like one that withholds them: it is asked again a few times. Blooms err, so
    // then it is believed.
    private async Task<IReadOnlyList<LogEntry>?> ReadLogsAsync(BlockHeader header, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<LogEntry> logs = await client.GetLogsAsync(
                contracts,
                header,
                demandAnnounced: _shortReads < MostShortReads,
                cancellationToken
            );
            if (_shortReads == MostShortReads)
            {
                Log.AnnouncedLogsMissing(logger, header.Number);
            }

            _shortReads = 0;
            return logs;
        }
        catch (RpcUnreachableException failure) when (failure.Fault == RpcFault.LogsMissing)
        {
            _shortReads++;
            return null;
        }
    }

    private async Task<BlockHeader?> ConfirmedHeadAsync(CancellationToken cancellationToken)
    {
        BlockHeader? head = await client.GetHeaderAsync(BlockTag.Latest, cancellationToken);
        ulong depth = (ulong)options.Confirmations - 1;
        return head is null || depth == 0 ? head
            : head.Number < depth ? null
            : await client.GetHeaderAsync(BlockTag.At(head.Number - depth), cancellationToken);
    }

    // The head is a block that was applied before others: the same chain, seen by a node that has not got as far. Only when that lasts did
    // the chain become shorter.
    private bool MerelyLags(BlockHeader head)
    {
        if (_trail.Find(head.Number)?.Hash != head.Hash)
        {
            return false;
        }

        _behindSince ??= time.GetTimestamp();
        return time.GetElapsedTime(_behindSince.Value) < options.LagTimeout;
    }

    private async Task WaitForBlockAsync(CancellationToken cancellationToken)
    {
        if (heads is null)
        {
            await Task.Delay(options.PollInterval, time, cancellationToken);
            return;
        }

        bool isTold = heads.IsLive && _shortReads == 0 && _behindSince is null;
        ulong before = _next;
        bool wasWoken = await heads.WaitAsync(isTold ? options.SafetyPollInterval : options.PollInterval, cancellationToken);
        _unannounced = wasWoken ? 0 : _unannounced;
        _lastSilence = isTold && !wasWoken ? before : null;
    }

    // A socket can stay open and say nothing: when the safety net twice finds a block that was not announced, the subscription is made
    // anew.
    private void NoteSilence()
    {
        if (_lastSilence is { } before && _next > before && ++_unannounced == MostUnannounced)
        {
            heads?.Renew();
            _unannounced = 0;
        }

        _lastSilence = null;
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
