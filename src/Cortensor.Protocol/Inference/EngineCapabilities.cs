namespace Cortensor.Protocol.Inference;

/// <summary>What an engine's answers offer beyond their text.</summary>
[Flags]
public enum EngineCapabilities
{
    /// <summary>Nothing: text comes in pieces, and that is all.</summary>
    None = 0,

    /// <summary>Token ids are those of the model's vocabulary.</summary>
    TokenIds = 1,

    /// <summary>Tokens are chosen by the rule of protocol section 5, so that others can check them.</summary>
    CheckableSampling = 2,

    /// <summary>The engine goes on after another miner's tokens.</summary>
    Continuation = 4,

    /// <summary>All of these.</summary>
    All = TokenIds | CheckableSampling | Continuation,
}
