namespace Cortensor.Inference;

/// <summary>Stable codes for engines that cannot start.</summary>
public static class EngineStartCodes
{
    /// <summary>The libraries of the llama.cpp backend or the embedding model are not there.</summary>
    public const string NativeMissing = "native_missing";

    /// <summary>The libraries of the llama.cpp backend do not load on this machine, or are of another release.</summary>
    public const string NativeMismatch = "native_mismatch";

    /// <summary>The worker program is not beside the node.</summary>
    public const string WorkerMissing = "worker_missing";

    /// <summary>The worker ended or stayed silent while it started.</summary>
    public const string WorkerFailed = "worker_failed";

    /// <summary>The model file is missing, cut short or damaged.</summary>
    public const string ModelUnreadable = "model_unreadable";

    /// <summary>The model is not one that this engine runs.</summary>
    public const string ModelUnsupported = "model_unsupported";

    /// <summary>The inference server cannot be reached.</summary>
    public const string ServerUnreachable = "server_unreachable";

    /// <summary>The inference server does not accept the key.</summary>
    public const string ServerUnauthorized = "server_unauthorized";

    /// <summary>What answers there does not speak OpenAI's API.</summary>
    public const string ServerGarbled = "server_garbled";

    /// <summary>The inference server does not have the model.</summary>
    public const string ModelNotServed = "model_not_served";
}
