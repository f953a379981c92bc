namespace Cortensor.Router.Streaming;

/// <summary>
/// How many tokens the elected miner may still send. What the client reads opens the window again, in steps of half of it.
/// </summary>
/// <param name="size">Tokens of a whole window.</param>
internal sealed class CreditWindow(int size)
{
    private readonly int _step = Math.Max(1, size / 2);
    private int _read;

    public int Left { get; private set; }

    /// <summary>What a whole window has more; 0 while at least half of it is left.</summary>
    public int Shortfall => Left <= _step ? size - Left : 0;

    /// <summary>A miner begins, with a whole window.</summary>
    public void Open() => Left = size;

    public void Spend(int tokens) => Left -= tokens;

    public void Add(int tokens) => Left += tokens;

    /// <summary>The client took tokens; returns how many are to be granted for it now, 0 until a step is full. From any thread.</summary>
    public int Read(int tokens) => Interlocked.Add(ref _read, tokens) >= _step ? TakeRead() : 0;

    /// <summary>What was read and not granted yet. From any thread.</summary>
    public int TakeRead() => Interlocked.Exchange(ref _read, 0);
}
