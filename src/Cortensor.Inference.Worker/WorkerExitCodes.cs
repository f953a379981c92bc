namespace Cortensor.Inference.Worker;

/// <summary>Why a worker ended. Codes of 10 and above mean that starting it again the same way cannot help.</summary>
internal static class WorkerExitCodes
{
    /// <summary>Standard input was closed: the parent is done or gone.</summary>
    public const int Done = 0;

    /// <summary>A bug: an exception that nobody expected.</summary>
    public const int Crashed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 10;

    /// <summary>The libraries of the llama.cpp backend are not there.</summary>
    public const int NativeMissing = 11;

    /// <summary>The libraries of the llama.cpp backend do not load on this machine, or are of another release.</summary>
    public const int NativeMismatch = 12;

    /// <summary>The model file cannot be read as a model.</summary>
    public const int ModelUnreadable = 13;

    /// <summary>The model is readable but not one that this worker runs.</summary>
    public const int ModelUnsupported = 14;
}
