namespace Cortensor.Crypto.Keystore;

/// <summary>A keystore cannot be opened.</summary>
public sealed class KeystoreException(KeystoreCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public KeystoreCode Code { get; } = code;
}
