using System.Collections.Concurrent;
using Cortensor.Api.Frames;
using Cortensor.Miner.Inference;
using Cortensor.Miner.Routers;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Queue;

/// <summary>The workers of all tasks this miner holds, and where router frames find theirs.</summary>
internal sealed class TaskWorkers(TaskWorkerContext context) : IRouterListener, IAsyncDisposable
{
    private readonly ConcurrentDictionary<TaskKey, (TaskWorker Worker, Task Run)> _workers = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private volatile bool _takesNoMore;

    public int Count => _workers.Count;

    /// <summary>Workers that still have something to do for a client or the chain.</summary>
    public int Busy => _workers.Values.Count(static there => there.Worker.IsBusy);

    /// <summary>From now on orders are declined. Slots that the chain assigned are still served: see <see cref="HandBack"/>.</summary>
    public void TakeNoMore() => _takesNoMore = true;

    /// <summary>Every worker gives up what binds nobody yet.</summary>
    public void HandBack()
    {
        foreach ((TaskWorker worker, Task _) in _workers.Values)
        {
            worker.HandBack();
        }
    }

    /// <summary>
    /// The task's worker, started when there was none; null when no more tasks can be held. What routers announce is bounded by the
    /// options; what the chain assigned and what the journal holds is bounded by the chain, and is never turned away for announcements.
    /// </summary>
    public TaskWorker? Ensure(TaskKey key, bool isAnnounced = false)
    {
        lock (_lock)
        {
            if (_workers.TryGetValue(key, out (TaskWorker Worker, Task Run) there))
            {
                return there.Worker;
            }

            if (_stopping.IsCancellationRequested || (isAnnounced && _workers.Count >= context.Options.Value.MaxTasks))
            {
                return null;
            }

            TaskWorker worker = new(key, context);
            _workers[key] = (worker, Task.Run(() => RunAsync(key, worker)));
            context.Instruments.TaskTaken();
            return worker;
        }
    }

    /// <summary>A new snapshot is there.</summary>
    public void PokeAll()
    {
        foreach ((TaskWorker worker, Task _) in _workers.Values)
        {
            worker.Poke();
        }
    }

    public void OnConnected() => PokeAll();

    public void OnFrame(Frame frame, IRouterChannel channel)
    {
        switch (frame)
        {
            case TaskFrame task:
                OnTask(task, channel);
                break;
            case CreditFrame credit:
                Tell(new TaskKey(credit.Session, credit.Task), frame, channel);
                break;
            case CancelFrame cancel:
                Tell(new TaskKey(cancel.Session, cancel.Task), frame, channel);
                break;
            case StoredFrame stored:
                Tell(new TaskKey(stored.Session, stored.Task), frame, channel);
                break;
            case ErrorFrame { Session: { } session, Task: { } number }:
                Tell(new TaskKey(session, number), frame, channel);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // By the service when it stops, and by the container again.
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers.Values.Select(worker => worker.Run));
    }

    private void OnTask(TaskFrame frame, IRouterChannel channel)
    {
        TaskKey key = new(frame.Session, frame.Task);
        if (WorkOrder.Read(frame, out string problem) is not WorkOrder order)
        {
            _ = channel.TrySend(DeclineFrames.Of(key, DeclineReason.PromptUnavailable, problem));
            return;
        }

        if (_takesNoMore)
        {
            _ = channel.TrySend(DeclineFrames.Of(key, DeclineReason.NoSlot, "this miner is stopping"));
            return;
        }

        if (context.Journal.Problem is not null)
        {
            _ = channel.TrySend(DeclineFrames.Of(key, DeclineFrames.StorageFull, "this miner cannot journal answers now"));
            return;
        }

        // A worker that is just leaving refuses; the next one is a fresh one.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            if (Ensure(key, isAnnounced: true) is not TaskWorker worker)
            {
                break;
            }

            if (worker.Offer(order, frame.Elected, channel))
            {
                return;
            }

            Remove(key, worker);
        }

        _ = channel.TrySend(DeclineFrames.Of(key, DeclineReason.NoSlot, "this miner holds no more tasks"));
    }

    private void Tell(TaskKey key, Frame frame, IRouterChannel channel)
    {
        if (_workers.TryGetValue(key, out (TaskWorker Worker, Task Run) there))
        {
            there.Worker.OnFrame(frame, channel);
        }
    }

    private async Task RunAsync(TaskKey key, TaskWorker worker)
    {
        await worker.RunAsync(_stopping.Token);
        Remove(key, worker);
        worker.Dispose();
    }

    private void Remove(TaskKey key, TaskWorker worker)
    {
        lock (_lock)
        {
            if (_workers.TryGetValue(key, out (TaskWorker Worker, Task Run) there) && ReferenceEquals(there.Worker, worker))
            {
                _ = _workers.TryRemove(key, out _);
                context.Instruments.TaskLeft();
            }
        }
    }
}
