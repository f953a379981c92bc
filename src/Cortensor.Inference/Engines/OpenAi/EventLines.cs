using System.Buffers;
using System.IO.Pipelines;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>
/// Reads the data of server-sent events, each a line of bounded length; comments, which keep a connection open, count as signs of life.
/// </summary>
internal sealed class EventLines(Stream body) : IAsyncDisposable
{
    /// <summary>A chunk of an answer is a few hundred bytes; nothing honest comes near this.</summary>
    internal const int MaxLineBytes = 256 * 1024;

    private static ReadOnlySpan<byte> Data => "data:"u8;

    private readonly PipeReader _reader = PipeReader.Create(body);

    /// <summary>The next event's data, empty for a line that carries none, null at the end of the stream.</summary>
    /// <exception cref="InferenceFailedException">A line is too long.</exception>
    internal async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await _reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                byte[] line = buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                return DataOf(line);
            }

            if (buffer.Length > MaxLineBytes)
            {
                throw new InferenceFailedException(
                    $"The server sent a line of more than {MaxLineBytes} bytes.",
                    code: InferenceFailureCodes.ServerGarbled
                );
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    public ValueTask DisposeAsync() => _reader.CompleteAsync();

    private static byte[] DataOf(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd((byte)'\r');
        return line.StartsWith(Data) ? line[Data.Length..].Trim((byte)' ').ToArray() : [];
    }
}
