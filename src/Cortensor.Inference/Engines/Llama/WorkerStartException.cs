namespace Cortensor.Inference.Engines.Llama;

/// <summary>One attempt to start a worker failed.</summary>
internal sealed class WorkerStartException(string code, bool isPermanent, string message) : Exception(message)
{
    /// <summary>One of <see cref="EngineStartCodes"/>.</summary>
    public string Code { get; } = code;

    /// <summary>Whether trying again the same way cannot help.</summary>
    public bool IsPermanent { get; } = isPermanent;

    public EngineStartException ToPublic() => new(Code, Message);
}
