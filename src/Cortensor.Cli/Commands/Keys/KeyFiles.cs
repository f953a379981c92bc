using System.Text.Json;
using Cortensor.Crypto;
using Cortensor.Crypto.Keystore;
using Cortensor.Node;

namespace Cortensor.Cli.Commands.Keys;

/// <summary>Key files on the disk: opened with coded errors, written once and for their owner alone.</summary>
internal static class KeyFiles
{
    /// <summary>The first line of a password file.</summary>
    /// <exception cref="CodedException">There is none.</exception>
    public static string Password(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadLines(file).FirstOrDefault() is { Length: > 0 } password
                ? password
                : throw new CodedException(ExitCodes.Key, $"'{file}' has no first line to be the password.", "password_missing");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ExitCodes.Key, $"'{file}' cannot be read: {e.Message}", "password_missing", e);
        }
    }

    /// <summary>Opens a version 3 keystore.</summary>
    /// <exception cref="CodedException">The file or the password is no good; the code says which.</exception>
    public static PrivateKey Open(string file, string password)
    {
        try
        {
            return KeystoreV3.Decrypt(File.ReadAllText(file), password);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ExitCodes.Key, $"'{file}' cannot be read: {e.Message}", inner: e);
        }
        catch (KeystoreException e)
        {
            throw new CodedException(ExitCodes.Key, $"{file}: {e.Message}", CodeOf(e.Code), e);
        }
    }

    /// <summary>Writes a key under a password. A key is never overwritten.</summary>
    /// <exception cref="CodedException">The file exists, or the folder cannot be written.</exception>
    public static KeyEntry Write(PrivateKey key, string file, string password, bool light)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using StreamWriter writer = new(file, options);
            writer.WriteLine(KeystoreV3.Encrypt(key, password, light ? KeystoreV3.LightCost : KeystoreV3.StandardCost));
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new CodedException(ExitCodes.Key, $"{file} exists already; a key is never overwritten.", inner: e);
        }

        return new KeyEntry(Path.GetFileNameWithoutExtension(file), Eip55.Format(key.Address), file);
    }

    /// <summary>What a file says of its key without opening it; null when it is no key file.</summary>
    public static KeyEntry? Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.TryGetProperty("address", out JsonElement address)
                ? new KeyEntry(
                    Path.GetFileNameWithoutExtension(file),
                    Eip55.Format(Primitives.Address.Parse("0x" + address.GetString(), null)),
                    file
                )
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null; // some other JSON file
        }
    }

    private static string CodeOf(KeystoreCode code) =>
        code switch
        {
            KeystoreCode.WrongPassword => "wrong_password",
            KeystoreCode.Unsupported => "keystore_unsupported",
            _ => "keystore_malformed",
        };
}
