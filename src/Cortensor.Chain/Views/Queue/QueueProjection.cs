using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using static Cortensor.Chain.Bindings.SessionQueueContract;

namespace Cortensor.Chain.Views.Queue;

/// <summary>Tasks and router chains, from the events of SessionQueue.</summary>
/// <param name="contract">SessionQueue.</param>
/// <param name="payment">SessionPayment, whose events in a completion say what each slot earned.</param>
internal sealed class QueueProjection(Address contract, Address payment) : IModuleProjection
{
    public Address Contract => contract;

    public NetworkSnapshot Apply(NetworkSnapshot network, ViewEvent entry) =>
        entry.Log.Is(out RouterChainPosted? posted) ? RouterChainEvents.Posted(network, posted, entry.Timestamp)
        : entry.Log.Is(out TaskQueued? queued) ? Queued(network, queued, entry)
        : entry.Log.Is(out TaskAssigned? assigned)
            ? Change(network, assigned.SessionId, assigned.TaskId, task => TaskEvents.Assigned(task, assigned, network, entry))
        : entry.Log.Is(out TaskSlotsExpired? late)
            ? Change(network, late.SessionId, late.TaskId, task => TaskEvents.SlotsExpired(task, late, network.Parameters, entry))
        : entry.Log.Is(out TaskAcked? acked) ? Change(network, acked.SessionId, acked.TaskId, task => TaskEvents.Acked(task, acked, entry))
        : entry.Log.Is(out TaskDeclined? declined)
            ? Change(network, declined.SessionId, declined.TaskId, task => TaskEvents.Declined(task, declined, network.Parameters, entry))
        : entry.Log.Is(out TaskPrecommitted? bound)
            ? Change(network, bound.SessionId, bound.TaskId, task => TaskEvents.Precommitted(task, bound, entry))
        : entry.Log.Is(out TaskCommitted? opened)
            ? Change(network, opened.SessionId, opened.TaskId, task => TaskEvents.Committed(task, opened, network, entry))
        : entry.Log.Is(out TaskCompleted? completed)
            ? Change(network, completed.SessionId, completed.TaskId, task => TaskEvents.Completed(task, completed, payment, entry))
        : entry.Log.Is(out TaskFailed? failed)
            ? Change(network, failed.SessionId, failed.TaskId, task => TaskEvents.Failed(task, failed, entry))
        : network;

    private static NetworkSnapshot Queued(NetworkSnapshot network, TaskQueued queued, ViewEvent entry)
    {
        QueueTask task = TaskEvents.Queued(queued, entry);
        SessionId session = task.Key.Session;
        return RouterChainEvents.Revealed(With(network, task), task.Router, entry.Timestamp) with
        {
            Sessions = network.Sessions.SetItem(session, network.Sessions[session] with { TaskCount = queued.TaskId }),
        };
    }

    private static NetworkSnapshot Change(NetworkSnapshot network, ulong session, ulong task, Func<QueueTask, QueueTask> change) =>
        With(network, change(network.Tasks[new TaskKey(new SessionId(session), new TaskId(task))]));

    private static NetworkSnapshot With(NetworkSnapshot network, QueueTask task) =>
        network with
        {
            Tasks = network.Tasks.SetItem(task.Key, task),
            OpenTasks = task.Outcome is null ? network.OpenTasks.Add(task.Key) : network.OpenTasks.Remove(task.Key),
        };
}
