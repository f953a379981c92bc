using System.Text.Json;
using Cortensor.Cli;
using Cortensor.Crypto;
using Cortensor.Crypto.Keystore;
using Cortensor.Node;

namespace Cortensor.Tests.Cli;

/// <summary>Keys of other wallets come in by their files or as digits, and every reason to refuse has a code of its own.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private const string Secret = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
    private const string Account = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b";

    // From the Web3 Secret Storage definition, password "testpassword"; it names no address, as the definition allows.
    private const string Pbkdf2 = """
        {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
        "kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256","salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},"id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-keys-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_keystore_with_pbkdf2_is_imported_under_a_new_password()
    {
        Assert.Equal(0, await ImportAsync("mine", Write("old.json", Pbkdf2), openedWith: Write("old", "testpassword\n")));
        Assert.Equal(Account, Shown().GetProperty("address").GetString());
        using PrivateKey opened = KeystoreV3.Decrypt(
            await File.ReadAllTextAsync(Path.Combine(_folder, "mine.json"), TestContext.Current.CancellationToken),
            "new password"
        );
        using PrivateKey expected = PrivateKey.FromHex(Secret);
        Assert.Equal(expected.PublicKey, opened.PublicKey);
    }

    [Fact]
    public async Task A_keystore_with_scrypt_is_imported_with_the_same_password()
    {
        using PrivateKey key = PrivateKey.FromHex(Secret);
        Assert.Equal(0, await ImportAsync("mine", Write("old.json", KeystoreV3.Encrypt(key, "new password", KeystoreV3.LightCost))));
        Assert.Equal(Account, Shown().GetProperty("address").GetString());
    }

    [Theory]
    [InlineData(Secret)]
    [InlineData("0x" + Secret + "\n")]
    public async Task Digits_come_by_standard_input(string digits)
    {
        Assert.Equal(0, await ImportAsync("mine", "-", input: digits));
        Assert.Equal(Account, Shown().GetProperty("address").GetString());
        Assert.DoesNotContain(Secret, _out.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x1234")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("not digits at all")]
    public async Task What_is_no_key_is_refused_and_not_repeated(string digits)
    {
        Assert.Equal(ExitCodes.Key.Number, await ImportAsync("mine", "-", input: digits));
        AssertError("key_malformed");
        if (digits.Length > 0)
        {
            Assert.DoesNotContain(digits, _error.ToString(), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(Path.Combine(_folder, "mine.json")));
    }

    [Theory]
    [InlineData("wrong_password", Pbkdf2)]
    [InlineData("keystore_malformed", "{}")]
    [InlineData("keystore_unsupported", """{"version":1}""")]
    public async Task A_keystore_that_cannot_be_opened_says_why(string code, string text)
    {
        Assert.Equal(ExitCodes.Key.Number, await ImportAsync("mine", Write("old.json", text)));
        AssertError(code);
        Assert.False(File.Exists(Path.Combine(_folder, "mine.json")));
    }

    [Fact]
    public async Task A_key_is_never_overwritten()
    {
        string file = Write("mine.json", "something");
        Assert.Equal(ExitCodes.Key.Number, await ImportAsync("mine", "-", input: Secret));
        AssertError("key_unavailable");
        Assert.Equal("something", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_key_is_shown_and_its_password_tried()
    {
        Assert.Equal(0, await ImportAsync("mine", "-", input: Secret));
        _ = _out.GetStringBuilder().Clear();
        Assert.Equal(
            0,
            await RunAsync(null, "keys", "show", "mine", "--folder", _folder, "--password-file", Write("new", "new password"), "--json")
        );
        Assert.Equal(Account, Shown().GetProperty("address").GetString());
        Assert.Equal(
            ExitCodes.Key.Number,
            await RunAsync(null, "keys", "show", "mine", "--folder", _folder, "--password-file", Write("other", "other password"))
        );
        AssertError("wrong_password");
        Assert.Equal(ExitCodes.Key.Number, await RunAsync(null, "keys", "show", "none", "--folder", _folder));
    }

    private Task<int> ImportAsync(string name, string source, string? input = null, string? openedWith = null) =>
        RunAsync(
            input,
            [
                "keys",
                "import",
                name,
                source,
                "--folder",
                _folder,
                "--password-file",
                Write("new", "new password\n"),
                "--light",
                "--json",
                .. openedWith is null ? (string[])[] : ["--from-password-file", openedWith],
            ]
        );

    private async Task<int> RunAsync(string? input, params string[] arguments)
    {
        using StringReader reader = new(input ?? string.Empty);
        return await CliProgram.RunAsync(arguments, new CliConsole(_out, _error, reader));
    }

    private JsonElement Shown() => JsonDocument.Parse(_out.ToString()).RootElement;

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private void AssertError(string code) => Assert.EndsWith($" [{code}]", _error.ToString().TrimEnd(), StringComparison.Ordinal);
}
