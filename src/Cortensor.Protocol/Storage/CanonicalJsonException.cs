namespace Cortensor.Protocol.Storage;

/// <summary>Bytes or values that cannot be a canonical object (protocol section 9).</summary>
/// <param name="code">One of <see cref="CanonicalJsonCodes"/>.</param>
/// <param name="message">Readable text that names the field, never its content.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class CanonicalJsonException(string code, string message, Exception? innerException = null)
    : FormatException(message, innerException)
{
    /// <summary>One of <see cref="CanonicalJsonCodes"/>.</summary>
    public string Code { get; } = code;
}
