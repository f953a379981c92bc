using System.Text.Json;
using Cortensor.Devnet.State;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>
/// Logs are for operators: at the chattiest level they hold no word of a prompt or an answer, and every line is one JSON object.
/// </summary>
public sealed class LogPrivacyTests(OperatedDevnet network)
{
    private const string Marker = "xyzzy-plugh-4711";

    [Fact]
    public async Task No_role_writes_prompt_or_answer_text_even_at_trace_level()
    {
        // The scripted engine repeats the prompt, so the answer carries the marker too.
        JsonElement answer = (await network.CliAsync("ask", $"Tell me about {Marker}", "--json")).Json();
        Assert.Contains(Marker, answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        await TaskOutcome.WaitAsync(network, answer);
        DevnetPaths paths = network.Paths;
        foreach (string name in OperatedDevnet.Names)
        {
            string[] parts = name.Split('-');
            string[] lines = await ReadAsync(paths.Log(parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
            Assert.True(lines.Length > 5, $"{name} wrote {lines.Length} lines.");
            Assert.DoesNotContain(
                lines,
                line =>
                    line.Contains(Marker, StringComparison.OrdinalIgnoreCase) || line.Contains("xyzzy", StringComparison.OrdinalIgnoreCase)
            );
            foreach (string line in lines)
            {
                using JsonDocument entry = JsonDocument.Parse(line);
                Assert.True(
                    entry.RootElement.TryGetProperty("EventId", out _) && entry.RootElement.TryGetProperty("LogLevel", out _),
                    line
                );
            }
        }
    }

    // The last line may be half written while we look.
    private static async Task<string[]> ReadAsync(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        string text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
