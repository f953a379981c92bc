namespace Cortensor.Inference.Worker.Wire;

/// <summary>Writes frames to a stream, whole lines, one writer at a time.</summary>
internal sealed class WireWriter(Stream stream)
{
    private readonly Lock _lock = new();

    /// <exception cref="IOException">The other side is gone.</exception>
    internal void Write(WireFrame frame)
    {
        byte[] line = WireCodec.Encode(frame);
        lock (_lock)
        {
            stream.Write(line);
            stream.Flush();
        }
    }
}
