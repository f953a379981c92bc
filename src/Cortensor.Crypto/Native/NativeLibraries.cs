using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cortensor.Crypto.Native;

/// <summary>Finds the native libraries of this assembly under the names that distributions give them.</summary>
internal static class NativeLibraries
{
    /// <summary>The name that P/Invokes of libsecp256k1 carry.</summary>
    public const string Secp256k1 = "secp256k1";

    /// <summary>The name that P/Invokes of OpenSSL's libcrypto carry.</summary>
    public const string Crypto = "crypto";

    private static readonly string[] Secp256k1Files =
        ["libsecp256k1.so.1", "libsecp256k1.so.2", "libsecp256k1.so.0", "libsecp256k1.so", "libsecp256k1.dylib"];

    private static readonly string[] CryptoFiles = ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so", "libcrypto.3.dylib"];

    // A resolver can be set once per assembly, so one place serves every library.
#pragma warning disable CA2255 // This is the application of the attribute: a P/Invoke must not run before the resolver is set.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name switch
    {
        Secp256k1 => Load(Secp256k1Files, "libsecp256k1 with the recovery and ECDH modules is missing; on Debian: apt-get install libsecp256k1-1"),
        Crypto => Load(CryptoFiles, "OpenSSL's libcrypto is missing; on Debian: apt-get install libssl3"),
        _ => 0,
    };

    private static nint Load(string[] files, string message)
    {
        foreach (string file in files)
        {
            if (NativeLibrary.TryLoad(file, out nint handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException(message);
    }
}
