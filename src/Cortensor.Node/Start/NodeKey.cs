using Cortensor.Crypto;
using Cortensor.Crypto.Keystore;
using Cortensor.Node.Options;

namespace Cortensor.Node.Start;

/// <summary>Opens the node's key.</summary>
internal static class NodeKey
{
    /// <exception cref="CodedException">A file is missing or the password does not open it.</exception>
    public static PrivateKey Open(KeyOptions options)
    {
        try
        {
            string password = File.ReadLines(options.PasswordFile).FirstOrDefault() ?? string.Empty;
            return KeystoreV3.Decrypt(File.ReadAllText(options.File), password);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KeystoreException)
        {
            throw new CodedException(ExitCodes.Key, $"The key {options.File} cannot be opened: {e.Message}", inner: e);
        }
    }
}
