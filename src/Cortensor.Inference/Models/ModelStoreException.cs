namespace Cortensor.Inference.Models;

/// <summary>A model cannot be had.</summary>
/// <param name="code">One of <see cref="ModelStoreCodes"/>.</param>
/// <param name="message">What is wrong, with every place that was tried.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class ModelStoreException(string code, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>One of <see cref="ModelStoreCodes"/>.</summary>
    public string Code { get; } = code;
}
