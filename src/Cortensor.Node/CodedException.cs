namespace Cortensor.Node;

/// <summary>Ends the program with a message for a person and a code for a script, without a stack trace.</summary>
/// <param name="exit">What the shell gets.</param>
/// <param name="message">For people: what is wrong and what to do.</param>
/// <param name="code">A narrower code than the exit code's own, such as an API error code; null takes the exit code's.</param>
/// <param name="inner">What it came from.</param>
public sealed class CodedException(ExitCode exit, string message, string? code = null, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode Exit => exit;

    public string Code => code ?? exit.Code;
}
