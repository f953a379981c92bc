namespace Cortensor.Protocol.Inference;

/// <summary>Stable codes for requests an engine will not run.</summary>
public static class InferenceRefusalCodes
{
    /// <summary>The engine does not have the model.</summary>
    public const string UnknownModel = "model_not_found";

    /// <summary>Prompt plus at least one token does not fit the model's context.</summary>
    public const string OverContext = "context_length_exceeded";

    /// <summary>An argument is outside its range.</summary>
    public const string InvalidArgument = "invalid_argument";

    /// <summary>Every slot is busy.</summary>
    public const string NoSlot = "no_slot";

    /// <summary>The engine cannot go on after another miner's tokens.</summary>
    public const string NoContinuation = "continuation_unsupported";
}

/// <summary>Stable codes for engines that break while they run; they are tags of the engine's metrics, too.</summary>
public static class InferenceFailureCodes
{
    /// <summary>Something else.</summary>
    public const string Other = "engine_failed";

    /// <summary>The worker process ended.</summary>
    public const string WorkerEnded = "worker_ended";

    /// <summary>The worker process did not get on and was killed.</summary>
    public const string WorkerStalled = "worker_stalled";

    /// <summary>The worker process said something that nobody understands and was killed.</summary>
    public const string WorkerGarbled = "worker_garbled";

    /// <summary>No worker process is there: it is restarting, or its model cannot be had any more.</summary>
    public const string WorkerUnavailable = "worker_unavailable";

    /// <summary>The inference server cannot be reached, or cut the connection.</summary>
    public const string ServerUnreachable = "server_unreachable";

    /// <summary>The inference server sent nothing for too long.</summary>
    public const string ServerStalled = "server_stalled";

    /// <summary>The inference server said something that is no answer.</summary>
    public const string ServerGarbled = "server_garbled";

    /// <summary>The inference server does not accept the key.</summary>
    public const string ServerUnauthorized = "server_unauthorized";

    /// <summary>The inference server reports a fault of its own.</summary>
    public const string ServerFailed = "server_failed";
}

/// <summary>A request that this engine cannot run, however often it is tried.</summary>
/// <param name="code">One of <see cref="InferenceRefusalCodes"/>.</param>
/// <param name="message">Readable text for the client.</param>
public sealed class InferenceRefusedException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="InferenceRefusalCodes"/>.</summary>
    public string Code { get; } = code;
}

/// <summary>The engine broke while it ran: its process died, stalled or answered nonsense. Trying again is reasonable.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">The cause, if any.</param>
/// <param name="code">One of <see cref="InferenceFailureCodes"/>.</param>
public sealed class InferenceFailedException(string message, Exception? innerException = null, string code = InferenceFailureCodes.Other)
    : Exception(message, innerException)
{
    /// <summary>One of <see cref="InferenceFailureCodes"/>.</summary>
    public string Code { get; } = code;
}
