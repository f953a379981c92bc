using System.Net.WebSockets;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Miners;

/// <summary>A miner that proved its address on one socket.</summary>
internal sealed class MinerConnection(HelloFrame hello, FrameSocket socket, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TaskKey, ulong> _muted = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heardAt = time.GetTimestamp();
    private ulong _nonce;

    public Address Node { get; } = hello.Node;

    public int Slots { get; } = hello.Slots;

    public IReadOnlyList<ModelId> Models { get; } = hello.Models;

    public string Software { get; } = hello.Software;

    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _heardAt));

    /// <summary>Done when the connection is over.</summary>
    public Task Ended => _ended.Task;

    /// <summary>False when the frame could not be queued; a miner that reads too slowly is disconnected.</summary>
    public bool TrySend(Frame frame)
    {
        if (socket.TrySend(frame))
            return true;
        socket.Abort();
        return false;
    }

    public void Ping() => _ = TrySend(new PingFrame(NextNonce()));

    /// <summary>
    /// Cancels a task whose submit was refused. Its id will name another task, so what the miner had already sent for it must not be taken for that one:
    /// frames for the task are dropped until the miner has answered a ping sent behind the cancel.
    /// </summary>
    public void Cancel(TaskKey task, string reason)
    {
        ulong nonce = NextNonce();
        lock (_lock)
            _muted[task] = nonce;
        _ = TrySend(new CancelFrame(task.Session, task.Task, reason)) && TrySend(new PingFrame(nonce));
    }

    public bool IsMuted(TaskKey task)
    {
        lock (_lock)
            return _muted.ContainsKey(task);
    }

    public void Heard() => Interlocked.Exchange(ref _heardAt, time.GetTimestamp());

    public void Answered(ulong nonce)
    {
        lock (_lock)
        {
            foreach (TaskKey task in _muted.Where(pair => pair.Value <= nonce).Select(pair => pair.Key).ToArray())
                _ = _muted.Remove(task);
        }
    }

    public void End() => _ = _ended.TrySetResult();

    public void Close(WebSocketCloseStatus status, string reason) => socket.Close(status, reason);

    public void Abort() => socket.Abort();

    private ulong NextNonce() => Interlocked.Increment(ref _nonce);
}
