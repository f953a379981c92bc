namespace Cortensor.Protocol.Inference;

/// <summary>Why a request is not run.</summary>
/// <param name="Code">One of <see cref="InferenceRefusalCodes"/>.</param>
/// <param name="Message">Readable text for the client.</param>
public sealed record InferenceRefusal(string Code, string Message)
{
    /// <summary>The refusal as the exception that engines throw.</summary>
    public InferenceRefusedException ToException() => new(Code, Message);
}
