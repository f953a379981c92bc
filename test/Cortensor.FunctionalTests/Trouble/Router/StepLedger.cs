using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network.Rogues;

namespace Cortensor.FunctionalTests.Trouble.Router;

/// <summary>The router's moves with the step at which it dies.</summary>
internal sealed class StepLedger(IQueueLedger inner, RouterStep step) : QueueLedgerRelay
{
    protected override IQueueLedger Inner => inner;

    protected override Task<MoveResult> PassAsync(
        string move,
        Func<IQueueLedger, Task<MoveResult>> making,
        CancellationToken cancellationToken
    ) => step.PassAsync(move, () => making(inner), cancellationToken);
}
