using System.Runtime.CompilerServices;

namespace Cortensor.Bench.Common;

/// <summary>Data of server-sent events, one line each, as OpenAI's servers send them.</summary>
internal static class SseReader
{
    /// <summary>The data that ends a whole stream.</summary>
    public const string End = "[DONE]";

    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader reader = new(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
                yield return line.AsSpan(5).TrimStart(' ').ToString();
        }
    }
}
