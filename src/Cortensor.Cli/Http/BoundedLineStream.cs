using Cortensor.Node;

namespace Cortensor.Cli.Http;

/// <summary>A stream of lines, none longer than any event of a router: the parser behind it keeps a line in memory until it ends.</summary>
internal sealed class BoundedLineStream(Stream inner) : Stream
{
    private const int MaxLineBytes = 4 * 1024 * 1024;

    private int _line;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="CodedException">A line is too long.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        int end = buffer.Span[..read].LastIndexOfAny((byte)'\n', (byte)'\r');
        _line = end < 0 ? _line + read : read - end - 1;
        return _line <= MaxLineBytes
            ? read
            : throw new CodedException(
                ExitCodes.Refused,
                $"A line of the router's stream is longer than {MaxLineBytes} bytes.",
                "unexpected_answer"
            );
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
