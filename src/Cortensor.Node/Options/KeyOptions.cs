namespace Cortensor.Node.Options;

/// <summary>The node's chain key.</summary>
public sealed class KeyOptions
{
    /// <summary>Keystore file, version 3.</summary>
    public string File { get; set; } = string.Empty;

    /// <summary>File whose first line is the password.</summary>
    public string PasswordFile { get; set; } = string.Empty;
}
