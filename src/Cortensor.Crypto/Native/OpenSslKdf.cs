using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cortensor.Crypto.Native;

/// <summary>scrypt (RFC 7914) from the OpenSSL that .NET itself runs on; .NET offers none.</summary>
internal static partial class OpenSslKdf
{
    /// <summary>Fills <paramref name="key"/>; refuses cost parameters that need more than <paramref name="maxMemory"/> bytes.</summary>
    public static void Scrypt(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ulong n, ulong r, ulong p, ulong maxMemory, Span<byte> key)
    {
        if (Scrypt(password, (nuint)password.Length, salt, (nuint)salt.Length, n, r, p, maxMemory, key, (nuint)key.Length) != 1)
        {
            throw new CryptographicException("OpenSSL refused the scrypt parameters.");
        }
    }

    [LibraryImport(NativeLibraries.Crypto, EntryPoint = "EVP_PBE_scrypt")]
    private static partial int Scrypt(
        ReadOnlySpan<byte> password, nuint passwordLength, ReadOnlySpan<byte> salt, nuint saltLength,
        ulong n, ulong r, ulong p, ulong maxMemory, Span<byte> key, nuint keyLength);
}
