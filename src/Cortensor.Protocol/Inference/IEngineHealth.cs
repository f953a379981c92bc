namespace Cortensor.Protocol.Inference;

/// <summary>An engine that knows whether it could run an answer now. Optional: an engine without it is taken to be well.</summary>
public interface IEngineHealth
{
    /// <summary>What is wrong, for people; null while the engine can run answers.</summary>
    string? Problem { get; }
}
