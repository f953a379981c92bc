using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Oracle;

/// <summary>A router that queues tasks and asks nobody on chain: the oracle has to, when the router's window is over.</summary>
internal sealed class SubmitsWithoutMiners(IQueueLedger inner) : QueueLedgerRelay
{
    protected override IQueueLedger Inner => inner;

    public override Task<MoveResult> SubmitAsync(TaskSubmission submission, CancellationToken cancellationToken) =>
        base.SubmitAsync(submission with { Nodes = [] }, cancellationToken);
}
