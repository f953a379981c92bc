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
public sealed class InferenceFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
