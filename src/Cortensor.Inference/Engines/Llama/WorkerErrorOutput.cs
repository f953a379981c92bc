namespace Cortensor.Inference.Engines.Llama;

/// <summary>Reads the standard error of a worker to its end and remembers the last lines: they often say why it ended.</summary>
internal sealed class WorkerErrorOutput
{
    private const int RememberedLines = 8;

    private readonly Queue<string> _lines = new();

    internal WorkerErrorOutput(StreamReader output, Action<string> onLine) => End = ReadAsync(output, onLine);

    /// <summary>Ends with the output.</summary>
    internal Task End { get; }

    /// <summary>The last lines in one; empty when there are none.</summary>
    internal string Last
    {
        get
        {
            lock (_lines)
            {
                return string.Join(" | ", _lines);
            }
        }
    }

    private async Task ReadAsync(StreamReader output, Action<string> onLine)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            onLine(line);
            lock (_lines)
            {
                _lines.Enqueue(line);
                while (_lines.Count > RememberedLines)
                {
                    _ = _lines.Dequeue();
                }
            }
        }
    }
}
