using Cortensor.Api.Native;

namespace Cortensor.Miner;

/// <summary>How busy a miner is and how fast it was: what its own statistics and its routers are told.</summary>
public sealed class MinerLoad
{
    private const double MillisecondsPerSecond = 1000;

    private int _held;
    private int _running;
    private int _waiting;
    private long _answers;
    private long _tokens;
    private long _decodeMilliseconds;

    /// <summary>Tasks held, from the announcement to the outcome.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Answers the engine works on.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Answers that wait for a slot of the engine.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Answers finished since the start.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Tokens of finished answers.</summary>
    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Tokens per second of one answer after its first token, on average since the start; 0 before the first answer.</summary>
    public double TokensPerSecond =>
        Interlocked.Read(ref _decodeMilliseconds) is > 0 and long spent ? Tokens * MillisecondsPerSecond / spent : 0;

    /// <summary>All of it at this moment.</summary>
    public NodeWorkStats ToStats() => new(Held, Running, Waiting, Answers, Math.Round(TokensPerSecond, 2));

    internal void Hold(int change) => _ = Interlocked.Add(ref _held, change);

    internal void Run(int change) => _ = Interlocked.Add(ref _running, change);

    internal void Wait(int change) => _ = Interlocked.Add(ref _waiting, change);

    internal void Finish(int tokens, long decodeMilliseconds)
    {
        _ = Interlocked.Increment(ref _answers);
        _ = Interlocked.Add(ref _tokens, tokens);
        _ = Interlocked.Add(ref _decodeMilliseconds, decodeMilliseconds);
    }
}
