using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cortensor.Crypto.Native;

/// <summary>The functions of libsecp256k1 that this project calls, and the one context they share.</summary>
/// <remarks>
/// The context is only read after its creation, so every thread may use it; that is why it is randomized once and never again.
/// </remarks>
internal static partial class Secp256k1
{
    /// <summary>Length of the library's own, opaque form of a public key.</summary>
    public const int OpaquePublicKeySize = 64;

    /// <summary>Length of the library's own form of a recoverable signature.</summary>
    public const int OpaqueSignatureSize = 65;

    /// <summary>Length of r ‖ s.</summary>
    public const int CompactSignatureSize = 64;

    /// <summary>SECP256K1_EC_UNCOMPRESSED.</summary>
    public const uint Uncompressed = 2;

    /// <summary>
    /// Resolved by the runtime: <c>runtimes/&lt;platform&gt;/native</c> beside the program, which the package Secp256k1.Net fills.
    /// </summary>
    private const string Library = "secp256k1";

    private const int SeedSize = 32;

    /// <summary>SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY: what releases before 0.2 need and later ones ignore.</summary>
    private const uint SignAndVerify = 0x301;

    private static readonly Lazy<nint> LazyContext = new(CreateContext);

    /// <summary>The shared context.</summary>
    /// <exception cref="DllNotFoundException">There is no library for this platform; the message says where one is looked for.</exception>
    public static nint Context => LazyContext.Value;

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_seckey_verify")]
    public static partial int VerifySecretKey(nint context, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_create")]
    public static partial int CreatePublicKey(nint context, Span<byte> publicKey, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_parse")]
    public static partial int ParsePublicKey(nint context, Span<byte> publicKey, ReadOnlySpan<byte> input, nuint inputLength);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    public static partial int SerializePublicKey(
        nint context,
        Span<byte> output,
        ref nuint outputLength,
        ReadOnlySpan<byte> publicKey,
        uint flags
    );

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    public static partial int SignRecoverable(
        nint context,
        Span<byte> signature,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> secretKey,
        nint nonceFunction,
        nint nonceData
    );

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    public static partial int SerializeSignature(nint context, Span<byte> output, out int recoveryId, ReadOnlySpan<byte> signature);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    public static partial int ParseSignature(nint context, Span<byte> signature, ReadOnlySpan<byte> input, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    public static partial int Recover(nint context, Span<byte> publicKey, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> digest);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdh")]
    public static partial int Ecdh(
        nint context,
        Span<byte> output,
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> secretKey,
        nint hashFunction,
        nint hashData
    );

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    private static partial nint CreateContext(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_randomize")]
    private static partial int RandomizeContext(nint context, ReadOnlySpan<byte> seed);

    private static nint CreateContext()
    {
        nint context = LoadAndCreateContext();
        Span<byte> seed = stackalloc byte[SeedSize];
        RandomNumberGenerator.Fill(seed);
        bool randomized = RandomizeContext(context, seed) == 1;
        CryptographicOperations.ZeroMemory(seed);
        return randomized ? context : throw new CryptographicException("libsecp256k1 refused to blind its context.");
    }

    private static nint LoadAndCreateContext()
    {
        try
        {
            return CreateContext(SignAndVerify);
        }
        catch (Exception missing) when (missing is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"libsecp256k1, the library for keys and signatures, cannot be loaded on {RuntimeInformation.RuntimeIdentifier}. "
                    + $"It belongs in 'runtimes/<platform>/native' in {AppContext.BaseDirectory} or in the system's library path.",
                missing
            );
        }
    }
}
