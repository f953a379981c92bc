using Cortensor.Crypto.Keystore;

namespace Cortensor.Tests.Crypto;

/// <summary>The vectors of RFC 7914, section 12 (the first 32 bytes: what keystores use).</summary>
public sealed class KeystoreKdfTests
{
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")]
    public void The_RFCs_vectors_come_out(string password, string salt, int cost, int blockFactor, int parallel, string derived) =>
        Assert.Equal(
            derived,
            Convert.ToHexStringLower(
                KeystoreKdf.Scrypt(System.Text.Encoding.UTF8.GetBytes(salt), cost, blockFactor, parallel).Derive(password)
            )
        );
}
