using System.Numerics;
using System.Threading.Channels;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Watching;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain.Watching;

/// <summary>Keeps the blocks it was given, forgets those rolled back, and tells whoever waits.</summary>
internal sealed class RecordingProjection : ILogProjection
{
    private readonly List<BlockLogs> _blocks = [];
    private readonly Channel<ulong> _heights = Channel.CreateUnbounded<ulong>();

    public int RollBacks { get; private set; }

    public IReadOnlyList<BlockLogs> Blocks => _blocks;

    public BigInteger[] Counted =>
        [
            .. _blocks
                .SelectMany(block => block.Logs)
                .Select(log => log.Is(out ProbeContract.Counted? counted) ? counted.Value : BigInteger.MinusOne),
        ];

    public ValueTask ApplyAsync(BlockLogs block, CancellationToken cancellationToken)
    {
        if (_blocks.Count > 0)
        {
            BlockHeader last = _blocks[^1].Header;
            Assert.True(block.Header.Number > last.Number);
            Assert.True(block.Header.Number > last.Number + 1 || block.Header.ParentHash == last.Hash, "Neighbours must be linked.");
        }

        _blocks.Add(block);
        return _heights.Writer.WriteAsync(block.Header.Number, cancellationToken);
    }

    public ValueTask RollBackToAsync(ulong blockNumber, CancellationToken cancellationToken)
    {
        RollBacks++;
        _ = _blocks.RemoveAll(block => block.Header.Number > blockNumber);
        return ValueTask.CompletedTask;
    }

    public async Task ReachAsync(ulong height, CancellationToken cancellationToken)
    {
        while (await _heights.Reader.ReadAsync(cancellationToken) < height) { }
    }
}
