namespace Cortensor.Inference.Models;

/// <summary>Stable codes for models that cannot be had.</summary>
public static class ModelStoreCodes
{
    /// <summary>The catalogue does not know the model, or the path given does not exist.</summary>
    public const string NotFound = "model_not_found";

    /// <summary>The file is there but not the model: its digest differs.</summary>
    public const string Corrupt = "model_corrupt";

    /// <summary>No cache and no mirror has the file and its public address cannot be reached, or there is none.</summary>
    public const string Unreachable = "model_unreachable";

    /// <summary>There is no room for the file.</summary>
    public const string DiskFull = "disk_full";

    /// <summary>The file being downloaded is in another process's hands, or cannot be written.</summary>
    public const string Busy = "model_busy";
}
