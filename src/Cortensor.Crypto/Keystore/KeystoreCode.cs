namespace Cortensor.Crypto.Keystore;

/// <summary>Why a keystore cannot be opened; the names are stable.</summary>
public enum KeystoreCode
{
    /// <summary>The text is no version 3 keystore.</summary>
    Malformed,

    /// <summary>It uses a cipher, derivation or cost that is not supported.</summary>
    Unsupported,

    /// <summary>The password is wrong, or the file was changed.</summary>
    WrongPassword,
}
