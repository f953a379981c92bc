using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Cortensor.Crypto.Keystore;

/// <summary>Encrypted key files of the Web3 Secret Storage definition, version 3: what geth, ethers and foundry read and write.</summary>
public static class KeystoreV3
{
    /// <summary>The scrypt cost N of new files: about a second and 256 MiB.</summary>
    public const int StandardCost = 1 << 18;

    /// <summary>A cost for tests and throw-away keys: some milliseconds.</summary>
    public const int LightCost = 1 << 12;

    private const int Version = 3;
    private const int SaltSize = 32;
    private const int CounterSize = 16;
    private const int BlockFactor = 8;

    /// <summary>Encrypts a key under a password; <paramref name="cost"/> is scrypt's N, a power of two.</summary>
    public static string Encrypt(PrivateKey key, string password, int cost = StandardCost)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrEmpty(password);
        byte[] salt = RandomNumberGenerator.GetBytes(SaltSize);
        byte[] counter = RandomNumberGenerator.GetBytes(CounterSize);
        KeystoreKdf kdf = KeystoreKdf.Scrypt(salt, cost, BlockFactor, 1);
        byte[] derived = kdf.Derive(password);
        byte[] secret = new byte[PrivateKey.Size];
        key.CopyTo(secret);
        byte[] ciphertext = ApplyCipher(derived, counter, secret);
        byte[] mac = Mac(derived, ciphertext);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(derived);
        return JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["version"] = Version,
                ["id"] = NewId(),
                ["address"] = key.Address.ToString()[2..],
                ["crypto"] = new Dictionary<string, object>
                {
                    ["cipher"] = "aes-128-ctr",
                    ["cipherparams"] = new Dictionary<string, object> { ["iv"] = Convert.ToHexStringLower(counter) },
                    ["ciphertext"] = Convert.ToHexStringLower(ciphertext),
                    ["kdf"] = "scrypt",
                    ["kdfparams"] = new Dictionary<string, object>
                    {
                        ["dklen"] = KeystoreKdf.DerivedSize,
                        ["n"] = cost,
                        ["r"] = BlockFactor,
                        ["p"] = 1,
                        ["salt"] = Convert.ToHexStringLower(salt),
                    },
                    ["mac"] = Convert.ToHexStringLower(mac),
                },
            }
        );
    }

    /// <summary>Opens a key file (scrypt or PBKDF2).</summary>
    /// <exception cref="KeystoreException">The file or the password is no good; the code says which.</exception>
    public static PrivateKey Decrypt(string json, string password)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(password);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != Version)
            {
                throw new KeystoreException(KeystoreCode.Unsupported, "Only version 3 keystores are supported.");
            }

            // Early files write "Crypto".
            PrivateKey key = Open(root.TryGetProperty("crypto", out JsonElement crypto) ? crypto : root.GetProperty("Crypto"), password);
            if (IsOf(key, root))
            {
                return key;
            }

            key.Dispose();
            throw new KeystoreException(KeystoreCode.Malformed, "The keystore says the address of another key.");
        }
        catch (Exception malformed)
            when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new KeystoreException(KeystoreCode.Malformed, "The text is no version 3 keystore.", malformed);
        }
    }

    /// <summary>
    /// Whether the address that stands in the file, if one does, is the key's: money is sent to what a list of files shows.
    /// </summary>
    private static bool IsOf(PrivateKey key, JsonElement root) =>
        !root.TryGetProperty("address", out JsonElement address)
        || address.ValueKind == JsonValueKind.Null
        || (
            address.GetString() is { } text
            && Convert
                .FromHexString(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text)
                .AsSpan()
                .SequenceEqual(key.Address.ToArray())
        );

    private static PrivateKey Open(JsonElement crypto, string password)
    {
        string? cipher = crypto.GetProperty("cipher").GetString();
        if (cipher != "aes-128-ctr")
        {
            throw new KeystoreException(KeystoreCode.Unsupported, $"The cipher {cipher} is not supported.");
        }

        byte[] counter = KeystoreKdf.ReadHex(crypto.GetProperty("cipherparams"), "iv");
        byte[] ciphertext = KeystoreKdf.ReadHex(crypto, "ciphertext");
        byte[] mac = KeystoreKdf.ReadHex(crypto, "mac");
        if (counter.Length != CounterSize)
        {
            throw new FormatException("The counter has the wrong length.");
        }

        byte[] derived = KeystoreKdf.Read(crypto).Derive(password);
        byte[] secret = [];
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(mac, Mac(derived, ciphertext)))
            {
                throw new KeystoreException(KeystoreCode.WrongPassword, "The password is wrong or the keystore was changed.");
            }

            secret = ApplyCipher(derived, counter, ciphertext);
            return PrivateKey.FromBytes(secret);
        }
        catch (CryptographicException invalid)
        {
            throw new KeystoreException(KeystoreCode.Malformed, "The keystore holds no secp256k1 key.", invalid);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    // AES-128 in counter mode, its own inverse: the same call encrypts and decrypts.
    private static byte[] ApplyCipher(byte[] derived, byte[] counter, byte[] data)
    {
        BufferedBlockCipher cipher = new(new SicBlockCipher(AesUtilities.CreateEngine()));
        cipher.Init(true, new ParametersWithIV(new KeyParameter(derived, 0, KeystoreKdf.CipherKeySize), counter));
        return cipher.DoFinal(data, 0, data.Length);
    }

    private static byte[] Mac(byte[] derived, byte[] ciphertext) =>
        Keccak256.Hash([.. derived.AsSpan(KeystoreKdf.CipherKeySize, KeystoreKdf.CipherKeySize), .. ciphertext]).ToArray();

    // A random UUID (RFC 9562, version 4): the id is only a name.
    private static string NewId()
    {
        Span<byte> bytes = RandomNumberGenerator.GetBytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
    }
}
