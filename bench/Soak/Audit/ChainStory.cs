using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Payment = Cortensor.Chain.Bindings.SessionPaymentContract;
using Queue = Cortensor.Chain.Bindings.SessionQueueContract;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>The events that tell of tasks and money, sorted.</summary>
internal sealed class ChainStory
{
    public List<Queue.TaskQueued> Queued { get; } = [];

    public List<Queue.TaskCompleted> Completed { get; } = [];

    public List<Queue.TaskFailed> Failed { get; } = [];

    public List<Queue.TaskPrecommitted> Precommitted { get; } = [];

    public List<Payment.TaskReserved> Reserved { get; } = [];

    public List<Payment.TaskSettled> Settled { get; } = [];

    public List<Payment.NodePaid> Paid { get; } = [];

    public List<Payment.BondLocked> Bonds { get; } = [];

    public List<Payment.AccountDeposited> AccountDeposits { get; } = [];

    public List<Payment.AccountWithdrawn> AccountWithdrawals { get; } = [];

    public List<Payment.SessionDeposited> SessionDeposits { get; } = [];

    public List<Payment.SessionWithdrawn> SessionWithdrawals { get; } = [];

    /// <summary>Tasks that came to an end.</summary>
    public IEnumerable<TaskKey> Ended =>
        Completed.Select(end => KeyOf(end.SessionId, end.TaskId)).Concat(Failed.Select(end => KeyOf(end.SessionId, end.TaskId)));

    public static TaskKey KeyOf(ulong session, ulong task) => new(new SessionId(session), new TaskId(task));

    public void Take(LogEntry log)
    {
        _ =
            Add(log, Queued)
            || Add(log, Completed)
            || Add(log, Failed)
            || Add(log, Precommitted)
            || Add(log, Reserved)
            || Add(log, Settled)
            || Add(log, Paid)
            || Add(log, Bonds)
            || Add(log, AccountDeposits)
            || Add(log, AccountWithdrawals)
            || Add(log, SessionDeposits)
            || Add(log, SessionWithdrawals);
    }

    private static bool Add<T>(LogEntry log, List<T> list)
        where T : class, IContractEvent<T>
    {
        if (!log.Is(out T? values))
        {
            return false;
        }

        list.Add(values);
        return true;
    }
}
