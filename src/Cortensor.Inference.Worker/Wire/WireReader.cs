using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Cortensor.Inference.Worker.Wire;

/// <summary>Reads frames from a stream; a line may not be longer than <see cref="MaxLineBytes"/>.</summary>
internal sealed class WireReader(Stream stream)
{
    internal const int MaxLineBytes = 8 * 1024 * 1024;

    private readonly PipeReader _reader = PipeReader.Create(stream);

    /// <summary>The next frame; null at the end of the stream, where an unfinished line is dropped.</summary>
    /// <exception cref="JsonException">The line is no frame, or too long for one.</exception>
    internal async ValueTask<WireFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await _reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                byte[] line = buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                return WireCodec.Decode(line);
            }

            if (buffer.Length > MaxLineBytes)
            {
                throw new JsonException($"A line is longer than {MaxLineBytes} bytes.");
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }
}
