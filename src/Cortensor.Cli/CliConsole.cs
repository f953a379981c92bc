using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortensor.Node;

namespace Cortensor.Cli;

/// <summary>Where a command writes: results to standard output, everything else to standard error.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress and errors.</param>
/// <param name="In">Answers to questions; null when nobody is there to ask.</param>
internal sealed record CliConsole(TextWriter Out, TextWriter Error, TextReader? In)
{
    public static CliConsole Standard { get; } = new(Console.Out, Console.Error, Console.IsInputRedirected ? null : Console.In);

    /// <summary>One line of the result.</summary>
    public void WriteLine(string line) => Out.WriteLine(line);

    /// <summary>One JSON object or list, indented, and nothing else.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => Out.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>Writes the error as <c>cortensor: message [code]</c> and gives its exit code.</summary>
    public int Fail(Exception error)
    {
        (ExitCode exit, string code, string message) = error switch
        {
            CodedException coded => (coded.Exit, coded.Code, coded.Message),
            HttpRequestException http => (ExitCodes.NotRunning, ExitCodes.NotRunning.Code, $"The router cannot be reached: {http.Message}"),
            _ => (ExitCodes.Internal, ExitCodes.Internal.Code, error.ToString()),
        };
        Error.WriteLine($"cortensor: {message} [{code}]");
        return exit.Number;
    }
}
