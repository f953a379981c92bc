using System.Security.Cryptography;
using System.Text.Json;
using Cortensor.Crypto;
using Cortensor.Crypto.Keystore;
using Cortensor.Devnet.State;
using Cortensor.Node;
using Cortensor.Primitives;

namespace Cortensor.Devnet.Start;

/// <summary>The network's keys: made once, kept as keystore files like any operator's.</summary>
internal static class DevnetKeys
{
    /// <summary>Name of the key that owns the session.</summary>
    public const string Client = "client";

    /// <summary>The password of all of them; a new random one for a new folder.</summary>
    public static string Password(DevnetPaths paths)
    {
        if (!File.Exists(paths.Password))
        {
            PrivateFile.Write(paths.Password, RandomNumberGenerator.GetHexString(32, lowercase: true) + "\n");
        }

        return File.ReadLines(paths.Password).First();
    }

    /// <summary>Opens a key, or makes it.</summary>
    public static PrivateKey OpenOrCreate(DevnetPaths paths, string name, string password)
    {
        string file = paths.Key(name);
        if (File.Exists(file))
        {
            try
            {
                return KeystoreV3.Decrypt(File.ReadAllText(file), password);
            }
            catch (KeystoreException e)
            {
                throw new CodedException(ExitCodes.Key, $"{file}: {e.Message}", inner: e);
            }
        }

        PrivateKey key = PrivateKey.Create();
        PrivateFile.Write(file, KeystoreV3.Encrypt(key, password, KeystoreV3.LightCost));
        return key;
    }

    /// <summary>A key's account, without opening it.</summary>
    public static Address AddressOf(DevnetPaths paths, string name)
    {
        using JsonDocument keystore = JsonDocument.Parse(File.ReadAllText(paths.Key(name)));
        return Address.Parse($"0x{keystore.RootElement.GetProperty("address").GetString()}", null);
    }
}
