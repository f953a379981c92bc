using System.Net.WebSockets;
using Cortensor.Api.Frames;
using Cortensor.Api.Native;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Miners;

/// <summary>A miner that proved its address on one socket.</summary>
internal sealed class MinerConnection(HelloFrame hello, MinerSocket socket, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TaskKey, ulong> _muted = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heardAt = time.GetTimestamp();
    private ulong _nonce;
    private ulong _answered;

    /// <summary>How much may still come that nobody waits for; for the read loop.</summary>
    public StrayBudget Strays { get; } = new(time);

    public Address Node { get; } = hello.Node;

    public int Slots { get; } = hello.Slots;

    public IReadOnlyList<ModelId> Models { get; } = hello.Models;

    public string Software { get; } = hello.Software;

    /// <summary>What the miner said of itself with its last pong.</summary>
    public NodeWorkStats? Work { get; private set; }

    /// <summary>The digests by which sessions name <see cref="Models"/>.</summary>
    public IReadOnlySet<Hash32> ModelIds { get; } = hello.Models.Select(static model => Keccak256.HashText(model.Value)).ToHashSet();

    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _heardAt));

    /// <summary>Done when the connection is over.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether it can take one more answer besides those it is at work on: as many as it has slots, and a few that wait.</summary>
    public bool HasRoom(IReadOnlyDictionary<Address, int> working, int backlog) => working.GetValueOrDefault(Node) < Slots + backlog;

    /// <summary>False when the frame could not be queued; a miner that reads too slowly is disconnected.</summary>
    public bool TrySend(Frame frame)
    {
        if (socket.TrySend(frame))
        {
            return true;
        }

        socket.Abort();
        return false;
    }

    public void Ping() => _ = TrySend(new PingFrame(NextNonce()));

    /// <summary>
    /// Cancels a task whose submit was refused. Its id will name another task, so what the miner had already sent for it must not be taken
    /// for that one: frames for the task are dropped until the miner has answered a ping sent behind the cancel.
    /// </summary>
    public void Cancel(TaskKey task, string reason)
    {
        ulong nonce = NextNonce();
        lock (_lock)
        {
            _muted[task] = nonce;
        }

        _ = TrySend(new CancelFrame(task.Session, task.Task, reason)) && TrySend(new PingFrame(nonce));
    }

    public bool IsMuted(TaskKey task)
    {
        lock (_lock)
        {
            return _muted.ContainsKey(task);
        }
    }

    public void OnFrame() => Interlocked.Exchange(ref _heardAt, time.GetTimestamp());

    /// <summary>False when no ping with this nonce waits for its answer.</summary>
    public bool Answered(PongFrame pong)
    {
        ulong nonce = pong.Nonce;
        lock (_lock)
        {
            if (nonce <= _answered || nonce > Interlocked.Read(ref _nonce))
            {
                return false;
            }

            _answered = nonce;
            Work = pong.Work;
            foreach (TaskKey task in _muted.Where(pair => pair.Value <= nonce).Select(pair => pair.Key).ToArray())
            {
                _ = _muted.Remove(task);
            }

            return true;
        }
    }

    public void End() => _ = _ended.TrySetResult();

    public void Close(WebSocketCloseStatus status, string reason) => socket.Close(status, reason);

    public void Abort() => socket.Abort();

    private ulong NextNonce() => Interlocked.Increment(ref _nonce);
}
