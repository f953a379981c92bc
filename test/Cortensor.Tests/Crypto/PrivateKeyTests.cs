using System.Security.Cryptography;
using System.Text.Json;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Crypto;

public sealed class PrivateKeyTests
{
    private static readonly Hash32 Digest = Keccak256.HashText("a message");

    [Fact]
    public void All_shared_accounts_give_their_checksummed_address()
    {
        JsonElement[] vectors = Vectors.Load("accounts");
        Assert.True(vectors.Length >= 259);
        foreach (JsonElement vector in vectors)
        {
            using PrivateKey key = PrivateKey.FromHex(vector.GetProperty("privateKey").GetString()!);
            Assert.Equal(vector.GetProperty("address").GetString(), Eip55.Format(key.Address));
        }
    }

    [Fact]
    public void A_signature_recovers_to_its_key_and_to_no_other_digest()
    {
        using PrivateKey key = PrivateKey.Create();
        Signature signature = key.Sign(Digest);
        Assert.True(signature.IsCanonical);
        Assert.True(PublicKey.TryRecover(Digest, signature, out PublicKey? recovered));
        Assert.Equal(key.PublicKey, recovered);
        Assert.True(key.PublicKey.Verifies(Digest, signature));
        Assert.False(key.PublicKey.Verifies(Keccak256.HashText("another"), signature));
    }

    [Fact]
    public void The_twin_signature_with_high_s_is_refused()
    {
        using PrivateKey key = PrivateKey.FromHex("0x01".PadRight(66, '7'));
        Signature low = key.Sign(Digest);
        System.Numerics.BigInteger order = System.Numerics.BigInteger.Parse(
            "0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
            System.Globalization.NumberStyles.HexNumber,
            null
        );
        System.Numerics.BigInteger s = new(low.S.ToArray(), isUnsigned: true, isBigEndian: true);
        Signature twin = new(low.R, AbiWord.Unsigned(order - s).Value, (byte)(1 - low.YParity));
        Assert.False(twin.IsCanonical);
        Assert.False(PublicKey.TryRecover(Digest, twin, out _));
        Assert.False(Signature.TryParse(twin.ToString(), null, out _));
    }

    [Fact]
    public void Signatures_are_deterministic_and_survive_their_text_form()
    {
        using PrivateKey key = PrivateKey.FromHex("0x01".PadRight(66, '0'));
        Signature signature = key.Sign(Digest);
        Assert.Equal(signature, key.Sign(Digest));
        Assert.Equal(signature, Signature.Parse(signature.ToString()));
        Assert.Equal(signature, JsonSerializer.Deserialize<Signature>(JsonSerializer.Serialize(signature)));
    }

    [Fact]
    public void Both_sides_agree_on_a_secret()
    {
        using PrivateKey alice = PrivateKey.Create();
        using PrivateKey bob = PrivateKey.Create();
        byte[] secret = alice.AgreeWith(bob.PublicKey);
        Assert.Equal(secret, bob.AgreeWith(PublicKey.Read(alice.PublicKey.ToCompressed())));
        Assert.NotEqual(secret, alice.AgreeWith(alice.PublicKey));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("01")]
    public void Numbers_outside_the_group_are_no_keys(string text) => Assert.Throws<CryptographicException>(() => PrivateKey.FromHex(text));

    [Fact]
    public void A_disposed_key_does_nothing()
    {
        PrivateKey key = PrivateKey.Create();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign(Digest));
        Assert.Throws<ObjectDisposedException>(() => key.DeriveKey("x"));
    }

    [Fact]
    public void The_text_of_a_key_and_of_a_refusal_hide_the_secret()
    {
        string secret = "ab".PadRight(64, '5');
        using PrivateKey key = PrivateKey.FromHex(secret);
        Assert.DoesNotContain("5555", key.ToString(), StringComparison.Ordinal);
        CryptographicException refusal = Assert.Throws<CryptographicException>(() => PrivateKey.FromHex(secret + "zz"));
        Assert.DoesNotContain("5555", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Derived_keys_depend_on_key_and_purpose()
    {
        using PrivateKey key = PrivateKey.FromHex("02".PadLeft(64, '0'));
        byte[] derived = key.DeriveKey("cortensor/salt/v1");
        Assert.Equal(HKDF.DeriveKey(HashAlgorithmName.SHA256, [.. new byte[31], 2], 32, [], "cortensor/salt/v1"u8.ToArray()), derived);
        Assert.NotEqual(derived, key.DeriveKey("cortensor/salt/v2"));
    }
}
