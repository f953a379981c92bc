using System.Runtime.CompilerServices;

namespace Cortensor.Cli.Http;

/// <summary>Reads the data of server-sent events; comments and other fields are skipped.</summary>
internal static class SseReader
{
    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader reader = new(stream);
        List<string> data = [];
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Count > 0)
                    yield return string.Join('\n', data);
                data.Clear();
            }
            else if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data.Add(line.AsSpan(5).TrimStart(' ').ToString());
            }
        }
    }
}
