using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Admission;

namespace Cortensor.Router.Endpoints;

/// <summary>Waits until a task has come as far as the client wants. A task that ends satisfies every wish.</summary>
internal sealed class TaskProgressWaiter(INetworkView view)
{
    public async Task UntilAsync(TaskKey key, WaitFor until, CancellationToken cancellationToken)
    {
        if (until == WaitFor.Answer)
        {
            return;
        }

        await foreach (NetworkSnapshot snapshot in view.WatchAsync(cancellationToken))
        {
            if (snapshot.Tasks.TryGetValue(key, out QueueTask? task) && IsReached(task, snapshot.Parameters, until))
            {
                return;
            }
        }
    }

    private static bool IsReached(QueueTask task, QueueParameters parameters, WaitFor until) =>
        task.Outcome is not null
        || until switch
        {
            WaitFor.Precommit => TaskStates.Of(task, parameters) >= TaskState.Precommitted,
            WaitFor.Commit => TaskStates.Of(task, parameters) >= TaskState.Committed,
            _ => false,
        };
}
