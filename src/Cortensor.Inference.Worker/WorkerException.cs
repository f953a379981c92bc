namespace Cortensor.Inference.Worker;

/// <summary>The worker cannot start: it says why and ends with the exit code.</summary>
/// <param name="exitCode">One of <see cref="WorkerExitCodes"/>.</param>
/// <param name="message">Readable text for the operator.</param>
internal sealed class WorkerException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
