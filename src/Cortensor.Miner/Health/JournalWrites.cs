using Cortensor.Miner.Queue;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Miner.Health;

/// <summary>The last result could be journalled: without that nothing is precommitted.</summary>
internal sealed class JournalWrites(JournalWatch journal) : IReadyCheck
{
    public string Name => "journal";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(journal.Problem is { } problem ? ReadyFinding.Of(ReadyCodes.DiskUnwritable, problem) : ReadyFinding.Ok);
}
