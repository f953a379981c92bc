using System.Text.Json;
using Cortensor.Cli;
using Cortensor.Node;

namespace Cortensor.Tests.Cli;

public sealed class CliProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-cli-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData]
    [InlineData("demo")]
    [InlineData("doctor")]
    [InlineData("devnet", "up")]
    [InlineData("devnet", "down")]
    [InlineData("devnet", "status")]
    [InlineData("ask")]
    [InlineData("session", "create")]
    [InlineData("session", "list")]
    [InlineData("session", "show")]
    [InlineData("session", "deposit")]
    [InlineData("session", "withdraw")]
    [InlineData("session", "close")]
    [InlineData("task", "show")]
    [InlineData("node", "run")]
    [InlineData("node", "register")]
    [InlineData("node", "stats")]
    [InlineData("account", "show")]
    [InlineData("account", "deposit")]
    [InlineData("account", "withdraw")]
    [InlineData("config", "show")]
    [InlineData("admin", "grant")]
    [InlineData("admin", "revoke")]
    [InlineData("admin", "block")]
    [InlineData("admin", "unblock")]
    [InlineData("admin", "price")]
    [InlineData("admin", "deadlines")]
    [InlineData("admin", "fund")]
    [InlineData("keys", "new")]
    [InlineData("keys", "import")]
    [InlineData("keys", "list")]
    [InlineData("keys", "show")]
    [InlineData("models", "list")]
    [InlineData("models", "pull")]
    [InlineData("models", "verify")]
    public async Task Every_command_explains_itself(params string[] command)
    {
        Assert.Equal(0, await RunAsync([.. command, "--help"]));
        Assert.Contains("Usage:", _out.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Theory]
    [InlineData("bake")]
    [InlineData("demo", "--engine", "steam")]
    [InlineData("devnet", "up", "--miners", "many")]
    [InlineData("ask")]
    [InlineData("session", "show", "first")]
    public async Task Wrong_arguments_are_a_coded_refusal(params string[] arguments)
    {
        Assert.Equal(ExitCodes.Configuration.Number, await RunAsync(arguments));
        AssertError("config_invalid");
    }

    [Theory]
    [InlineData("cortensor --help", "bake")]
    [InlineData("cortensor demo --help", "demo", "--engine", "steam")]
    [InlineData("cortensor devnet up --help", "devnet", "up", "--miners", "many")]
    [InlineData("cortensor node run --help", "node", "run", "--role", "baker")]
    public async Task A_wrong_argument_names_its_own_help_on_one_line(string help, params string[] arguments)
    {
        Assert.Equal(ExitCodes.Configuration.Number, await RunAsync(arguments));
        Assert.EndsWith(
            $". See '{help}'. [config_invalid]",
            Assert.Single(_error.ToString().TrimEnd().Split('\n')),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_demonstration_without_a_prompt_starts_nothing()
    {
        Assert.Equal(ExitCodes.Refused.Number, await RunAsync(["demo", "--prompt", " "]));
        AssertError("empty_prompt");
    }

    [Fact]
    public async Task A_folder_without_keys_says_how_to_make_one()
    {
        Assert.Equal(0, await RunAsync(["keys", "list", "--folder", _folder]));
        Assert.Contains("cortensor keys new", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask", "hello")]
    [InlineData("session", "list")]
    [InlineData("session", "show", "1")]
    [InlineData("session", "create")]
    [InlineData("session", "deposit", "1", "2")]
    [InlineData("session", "withdraw", "1")]
    [InlineData("session", "close", "1")]
    [InlineData("task", "show", "1", "1")]
    [InlineData("node", "stats")]
    [InlineData("admin", "unblock", "0x52908400098527886E0F7030069857D2E4169EE7")]
    public async Task Without_a_network_commands_say_how_to_start_one(params string[] arguments)
    {
        Assert.Equal(ExitCodes.NotRunning.Number, await RunAsync([.. arguments, "--datadir", _folder]));
        AssertError("not_running");
        Assert.Contains("cortensor devnet up --detach", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_network_needs_all_its_flags()
    {
        Assert.Equal(ExitCodes.Configuration.Number, await RunAsync(["session", "close", "1", "--rpc", "http://127.0.0.1:9"]));
        AssertError("config_invalid");
        Assert.Contains("--deployment, --key, --password-file", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_is_shown_with_its_faults_and_is_not_zero()
    {
        Assert.Equal(ExitCodes.Configuration.Number, await RunAsync(["config", "show", "--role", "oracle", "--rpc", "http://127.0.0.1:1"]));
        AssertError("config_invalid");
        Assert.Contains("Chain:Rpc", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("Chain:Deployment: name the file", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--router-port", "65536")]
    [InlineData("--step-timeout", "0")]
    [InlineData("--log-format", "xml")]
    [InlineData("--log-level", "loud")]
    public async Task Wrong_options_of_a_network_are_refused_before_anything_starts(string flag, string value)
    {
        Assert.Equal(
            ExitCodes.Configuration.Number,
            await RunAsync(["devnet", "up", flag, value, "--datadir", Path.Combine(_folder, "net")])
        );
        AssertError("config_invalid");
        Assert.Contains(flag, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_miners_are_refused_before_anything_starts()
    {
        Assert.Equal(
            ExitCodes.Configuration.Number,
            await RunAsync(["devnet", "up", "--miners", "33", "--datadir", Path.Combine(_folder, "net")])
        );
        AssertError("config_invalid");
        Assert.False(Directory.Exists(Path.Combine(_folder, "net")));
    }

    [Fact]
    public async Task Status_without_a_network_is_json_and_not_zero()
    {
        Assert.Equal(ExitCodes.NotRunning.Number, await RunAsync(["devnet", "status", "--json", "--datadir", _folder]));
        using JsonDocument status = JsonDocument.Parse(_out.ToString());
        Assert.False(status.RootElement.GetProperty("running").GetBoolean());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Down_without_a_network_is_fine()
    {
        Assert.Equal(0, await RunAsync(["devnet", "down", "--datadir", _folder]));
        Assert.Contains("No network ran", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_made_listed_and_never_overwritten()
    {
        string password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, "correct horse\n");
        string[] make = ["keys", "new", "mine", "--folder", _folder, "--password-file", password, "--light", "--json"];
        Assert.Equal(0, await RunAsync(make));
        using JsonDocument made = JsonDocument.Parse(_out.ToString());
        string file = made.RootElement.GetProperty("file").GetString()!;
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        _ = _out.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(["keys", "list", "--folder", _folder, "--json"]));
        using JsonDocument listed = JsonDocument.Parse(_out.ToString());
        Assert.Equal(
            made.RootElement.GetProperty("address").GetString(),
            listed.RootElement.EnumerateArray().Single().GetProperty("address").GetString()
        );

        string before = await File.ReadAllTextAsync(file);
        Assert.Equal(ExitCodes.Key.Number, await RunAsync(make));
        AssertError("key_unavailable");
        Assert.Equal(before, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_key_needs_a_password()
    {
        Assert.Equal(
            ExitCodes.Key.Number,
            await RunAsync(["keys", "new", "mine", "--folder", _folder, "--password-file", Path.Combine(_folder, "none")])
        );
        AssertError("password_missing");
    }

    [Fact]
    public async Task The_model_list_is_json_with_sums_and_sizes()
    {
        Assert.Equal(0, await RunAsync(["models", "list", "--json"]));
        using JsonDocument models = JsonDocument.Parse(_out.ToString());
        JsonElement small = models
            .RootElement.EnumerateArray()
            .Single(model => model.GetProperty("id").GetString() == "smollm2-135m-instruct");
        Assert.Equal(98_362_432, small.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task An_unknown_model_cannot_be_pulled()
    {
        Assert.Equal(ExitCodes.Engine.Number, await RunAsync(["models", "pull", "no-such-model"]));
        AssertError("model_not_found");
    }

    [Fact]
    public async Task A_node_lists_every_fault_of_its_options()
    {
        Assert.Equal(ExitCodes.Configuration.Number, await RunAsync(["node", "run", "--role", "miner", "--engine", "steam"]));
        AssertError("config_invalid");
        Assert.Contains("Chain:Rpc", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("'steam'", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_native_library_that_is_missing_is_the_machines_fault()
    {
        Assert.Equal(
            ExitCodes.Machine.Number,
            new CliConsole(_out, _error, null).Fail(new DllNotFoundException("libsecp256k1 is missing."))
        );
        AssertError("machine_not_ready");
    }

    private Task<int> RunAsync(string[] arguments) => CliProgram.RunAsync(arguments, new CliConsole(_out, _error, null));

    // Scripts look at the end of the last line.
    private void AssertError(string code)
    {
        string text = _error.ToString();
        Assert.StartsWith("cortensor: ", text, StringComparison.Ordinal);
        Assert.EndsWith($" [{code}]", text.TrimEnd(), StringComparison.Ordinal);
    }
}
