namespace Cortensor.Testing.Network;

/// <summary>A disk that a test fills up and makes room on.</summary>
public sealed class TestDisk
{
    private volatile bool _full;
    private int _refused;

    /// <summary>Whether writes fail.</summary>
    public bool IsFull
    {
        get => _full;
        set => _full = value;
    }

    /// <summary>Writes that failed.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <exception cref="IOException">The disk is full.</exception>
    internal void Write()
    {
        if (_full)
        {
            _ = Interlocked.Increment(ref _refused);
            throw new IOException("No space left on device (injected).");
        }
    }
}
