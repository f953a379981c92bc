using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Cli.Output;
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

    /// <summary>Everything on standard input: a terminal's when somebody is there, else what was piped in.</summary>
    public Task<string> ReadInputAsync(CancellationToken cancellationToken) => (In ?? Console.In).ReadToEndAsync(cancellationToken);

    /// <summary>Writes the error as <c>cortensor: message [code]</c> and gives its exit code.</summary>
    public int Fail(Exception error)
    {
        (ExitCode exit, string code, string message) = error switch
        {
            CodedException coded => (coded.Exit, coded.Code, coded.Message),
            RpcUnreachableException chain => (ExitCodes.Chain, ExitCodes.Chain.Code, $"The chain does not answer: {chain.Message}"),
            TransactionFailedException failed => (ExitCodes.Chain, failed.Code.ToString(), failed.Message),
            MoveRefusedException refused => (ExitCodes.Refused, refused.Refusal.Code, refused.Message),
            ContractRevertException reverted => (
                ExitCodes.Refused,
                "reverted",
                $"A contract refused for a reason this program does not know: {reverted.Message}"
            ),
            HttpRequestException http => (ExitCodes.NotRunning, ExitCodes.NotRunning.Code, $"The router cannot be reached: {http.Message}"),
            OutOfMemoryException => (
                ExitCodes.Machine,
                ExitCodes.Machine.Code,
                "There is not enough memory. A keystore of the usual cost needs 256 MiB to open; a container's limit must leave room for it."
            ),
            DllNotFoundException missing => (ExitCodes.Machine, ExitCodes.Machine.Code, missing.Message),
            _ => (ExitCodes.Internal, ExitCodes.Internal.Code, error.ToString()),
        };
        Error.WriteLine($"cortensor: {TerminalText.Of(message)} [{TerminalText.Of(code)}]");
        return exit.Number;
    }
}
