using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cortensor.Crypto;
using Cortensor.Crypto.Keystore;

namespace Cortensor.Tests.Crypto;

public sealed class KeystoreV3Tests
{
    // The two test vectors of the Web3 Secret Storage definition: password "testpassword", the same key. The scrypt one has N = 2^18 with r
    // = 1, which RFC 7914 forbids. Files with r = 8 are checked in both directions against ethers in PeerTests.
    private const string Secret = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    private const string Pbkdf2 = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
        "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    private const string Scrypt = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
        "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c","kdf":"scrypt",
        "kdfparams":{"dklen":32,"n":262144,"p":8,"r":1,"salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
        "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    [Fact]
    public void The_PBKDF2_vector_of_the_definition_opens()
    {
        using PrivateKey expected = PrivateKey.FromHex(Secret);
        using PrivateKey key = KeystoreV3.Decrypt(Pbkdf2, "testpassword");
        Assert.Equal(expected.PublicKey, key.PublicKey);
    }

    [Fact]
    public void The_scrypt_vector_of_the_definition_breaks_the_RFC_and_is_unsupported() =>
        Assert.Equal(KeystoreCode.Unsupported, Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(Scrypt, "testpassword")).Code);

    [Theory]
    [InlineData(1 << 15, 1, 1, KeystoreCode.WrongPassword)]
    [InlineData(1 << 16, 1, 1, KeystoreCode.Unsupported)]
    [InlineData(1 << 16, 2, 1, KeystoreCode.WrongPassword)]
    [InlineData(2, 1 << 17, 15, KeystoreCode.WrongPassword)]
    [InlineData(2, 1 << 17, 16, KeystoreCode.Unsupported)]
    [InlineData(2, 1 << 23, 16, KeystoreCode.Unsupported)]
    [InlineData(2, int.MaxValue, 1, KeystoreCode.Unsupported)]
    public void Parameters_that_the_library_refuses_are_unsupported(int cost, int blockFactor, int parallel, KeystoreCode code)
    {
        JsonNode json = JsonNode.Parse(Scrypt)!;
        JsonNode parameters = json["crypto"]!["kdfparams"]!;
        (parameters["n"], parameters["r"], parameters["p"]) = (cost, blockFactor, parallel);
        Assert.Equal(code, Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(json.ToJsonString(), "testpassword")).Code);
    }

    /// <summary>
    /// The counter is one number of 128 bits: after the highest comes zero. Ciphertext by AES-128 of the blocks ff…ff and 00…00.
    /// </summary>
    [Fact]
    public void A_counter_at_its_end_starts_again()
    {
        using PrivateKey expected = PrivateKey.FromHex(Secret);
        JsonNode json = JsonNode.Parse(Pbkdf2)!;
        JsonNode crypto = json["crypto"]!;
        byte[] salt = Convert.FromHexString(crypto["kdfparams"]!["salt"]!.GetValue<string>());
        byte[] derived = Rfc2898DeriveBytes.Pbkdf2("testpassword", salt, 262144, HashAlgorithmName.SHA256, 32);
        using Aes aes = Aes.Create();
        aes.SetKey(derived.AsSpan(0, 16));
        byte[] counters = [.. Enumerable.Repeat((byte)0xff, 16), .. new byte[16]];
        byte[] ciphertext =
        [
            .. aes.EncryptEcb(counters, PaddingMode.None)
                .Zip(Convert.FromHexString(Secret), static (stream, plain) => (byte)(stream ^ plain)),
        ];
        crypto["cipherparams"]!["iv"] = new string('f', 32);
        crypto["ciphertext"] = Convert.ToHexStringLower(ciphertext);
        crypto["mac"] = Keccak256.Hash([.. derived.AsSpan(16), .. ciphertext]).ToString()[2..];
        using PrivateKey key = KeystoreV3.Decrypt(json.ToJsonString(), "testpassword");
        Assert.Equal(expected.PublicKey, key.PublicKey);
    }

    [Fact]
    public void What_is_encrypted_opens_with_its_password_only()
    {
        using PrivateKey key = PrivateKey.Create();
        string json = KeystoreV3.Encrypt(key, "pässword", KeystoreV3.LightCost);
        using PrivateKey opened = KeystoreV3.Decrypt(json, "pässword");
        Assert.Equal(key.PublicKey, opened.PublicKey);
        KeystoreException refused = Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(json, "password"));
        Assert.Equal(KeystoreCode.WrongPassword, refused.Code);
        Assert.NotEqual(json, KeystoreV3.Encrypt(key, "pässword", KeystoreV3.LightCost));
    }

    [Fact]
    public void A_changed_ciphertext_is_noticed()
    {
        JsonNode json = JsonNode.Parse(Pbkdf2)!;
        json["crypto"]!["ciphertext"] = json["crypto"]!["ciphertext"]!.GetValue<string>().Replace("53", "54", StringComparison.Ordinal);
        KeystoreException refused = Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(json.ToJsonString(), "testpassword"));
        Assert.Equal(KeystoreCode.WrongPassword, refused.Code);
    }

    [Theory]
    [InlineData("n", 1 << 30, KeystoreCode.Unsupported)]
    [InlineData("n", 3000, KeystoreCode.Unsupported)]
    [InlineData("n", -1, KeystoreCode.Unsupported)]
    [InlineData("p", 1000, KeystoreCode.Unsupported)]
    [InlineData("dklen", 64, KeystoreCode.Unsupported)]
    [InlineData("salt", 5, KeystoreCode.Malformed)]
    public void Hostile_parameters_are_refused_before_they_cost_anything(string name, int value, KeystoreCode code)
    {
        JsonNode json = JsonNode.Parse(Scrypt)!;
        json["crypto"]!["kdfparams"]!["r"] = 8;
        json["crypto"]!["kdfparams"]![name] = value;
        Assert.Equal(code, Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(json.ToJsonString(), "testpassword")).Code);
    }

    [Fact]
    public void The_address_of_another_key_is_noticed()
    {
        JsonNode json = JsonNode.Parse(Pbkdf2)!;
        json["address"] = new string('0', 40);
        Assert.Equal(
            KeystoreCode.Malformed,
            Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(json.ToJsonString(), "testpassword")).Code
        );
    }

    [Fact]
    public void A_null_in_the_place_of_any_value_is_refused_by_code()
    {
        foreach (
            string path in (string[])
                [
                    "version",
                    "crypto",
                    "crypto/cipher",
                    "crypto/cipherparams",
                    "crypto/cipherparams/iv",
                    "crypto/ciphertext",
                    "crypto/mac",
                    "crypto/kdf",
                    "crypto/kdfparams",
                    "crypto/kdfparams/salt",
                    "crypto/kdfparams/n",
                    "crypto/kdfparams/dklen",
                ]
        )
        {
            JsonNode json = JsonNode.Parse(Scrypt)!;
            string[] names = path.Split('/');
            names[..^1].Aggregate(json, static (node, name) => node[name]!)[names[^1]] = null;
            KeystoreException refused = Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(json.ToJsonString(), "testpassword"));
            Assert.True(refused.Code is KeystoreCode.Malformed or KeystoreCode.Unsupported, path);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"version":3}""")]
    public void Other_texts_are_refused(string text) =>
        Assert.Equal(KeystoreCode.Malformed, Assert.Throws<KeystoreException>(() => KeystoreV3.Decrypt(text, "x")).Code);
}
