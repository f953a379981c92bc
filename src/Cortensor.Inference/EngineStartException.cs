namespace Cortensor.Inference;

/// <summary>An engine or embedder cannot start; a person has to put something right first.</summary>
/// <param name="code">One of <see cref="EngineStartCodes"/>.</param>
/// <param name="message">What is wrong and, where known, the command that helps.</param>
public sealed class EngineStartException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="EngineStartCodes"/>.</summary>
    public string Code { get; } = code;
}
