using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Generators;

namespace Cortensor.Crypto.Keystore;

/// <summary>
/// How a keystore turns its password into a key. Costs come from the file, so they are bounded before anything is computed.
/// </summary>
internal sealed class KeystoreKdf
{
    public const int DerivedSize = 32;
    public const int CipherKeySize = 16;

    private const ulong MaxMemory = 2UL << 30;
    private const ulong LargeMemory = 64UL << 20;
    private const int MaxIterations = 10_000_000;
    private const int MaxParallel = 16;

    private readonly Func<byte[], byte[]> _derive;

    private KeystoreKdf(Func<byte[], byte[]> derive) => _derive = derive;

    public static KeystoreKdf Scrypt(byte[] salt, int cost, int blockFactor, int parallel)
    {
        // RFC 7914: N a power of two below 2^(128·r/8), section 2; 128·N·r bytes of memory and 128·r·p bytes of blocks, section 5.
        // The library throws for what breaks the second and the last of these lines; here it has a code.
        UInt128 memory = 128 * (UInt128)(uint)cost * (uint)blockFactor;
        bool allowed =
            cost >= 2
            && BitOperations.IsPow2(cost)
            && blockFactor >= 1
            && parallel is >= 1 and <= MaxParallel
            && BitOperations.Log2((uint)cost) < 16L * blockFactor
            && memory <= MaxMemory
            && 1024 * (long)blockFactor * parallel <= int.MaxValue;
        if (!allowed)
        {
            throw new KeystoreException(
                KeystoreCode.Unsupported,
                "The scrypt parameters break RFC 7914 or ask for more memory or time than is allowed."
            );
        }

        return new KeystoreKdf(password =>
        {
            byte[] key = SCrypt.Generate(password, salt, cost, blockFactor, parallel, DerivedSize);
            if (memory >= LargeMemory)
            {
                // The library works on the managed heap. A node opens one key at its start and would keep these 256 MiB until its next full
                // collection.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }

            return key;
        });
    }

    public static KeystoreKdf Read(JsonElement crypto)
    {
        JsonElement parameters = crypto.GetProperty("kdfparams");
        byte[] salt = ReadHex(parameters, "salt");
        if (parameters.GetProperty("dklen").GetInt32() != DerivedSize)
        {
            throw new KeystoreException(KeystoreCode.Unsupported, "Only derived keys of 32 bytes are supported.");
        }

        string? name = crypto.GetProperty("kdf").GetString();
        return name switch
        {
            "scrypt" => Scrypt(
                salt,
                parameters.GetProperty("n").GetInt32(),
                parameters.GetProperty("r").GetInt32(),
                parameters.GetProperty("p").GetInt32()
            ),
            "pbkdf2" when parameters.GetProperty("prf").GetString() == "hmac-sha256" => Pbkdf2(
                salt,
                parameters.GetProperty("c").GetInt32()
            ),
            _ => throw new KeystoreException(KeystoreCode.Unsupported, $"The key derivation {name} is not supported."),
        };
    }

    public static byte[] ReadHex(JsonElement owner, string name) =>
        Convert.FromHexString(owner.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null."));

    public byte[] Derive(string password)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(password);
        byte[] key = _derive(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    private static KeystoreKdf Pbkdf2(byte[] salt, int iterations) =>
        iterations is > 0 and <= MaxIterations
            ? new KeystoreKdf(password => Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, DerivedSize))
            : throw new KeystoreException(KeystoreCode.Unsupported, "The PBKDF2 parameters ask for more time than is allowed.");
}
