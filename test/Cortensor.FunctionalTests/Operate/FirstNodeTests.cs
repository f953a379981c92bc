using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>The page docs/operate/first-node.md, step by step: a bare key becomes a miner that is ready for work.</summary>
public sealed class FirstNodeTests(OperatedDevnet network) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-first-node-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_bare_key_becomes_a_miner_that_is_ready()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, "a long sentence\n", stop);
        JsonElement key = (
            await CliAsync("keys", "new", "miner", "--folder", _folder, "--password-file", password, "--light", "--json")
        ).Json();
        (string address, string file) = (key.GetProperty("address").GetString()!, key.GetProperty("file").GetString()!);
        string[] own = ["--key", file, "--password-file", password];

        Assert.Equal(0, (await network.CliAsync("admin", "fund", address, "1", "--gas")).Exit);
        Assert.Equal(0, (await network.CliAsync("admin", "fund", address, "50")).Exit);
        Assert.Contains(
            "has to grant the role",
            (await network.CliAsync(["node", "register", "miner", .. own])).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await network.CliAsync("admin", "grant", "miner", address)).Exit);
        JsonElement account = (await network.CliAsync(["account", "deposit", "20", "--json", .. own])).Json();
        Assert.Equal("20000000000000000000", account.GetProperty("account").GetString());
        Assert.Equal("30000000000000000000", account.GetProperty("wallet").GetString());
        Assert.Equal(["miner"], account.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));

        NodeOptions options = Options(file, password);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<ExitCode> running = NodeProgram.RunAsync(options, TimeProvider.System, ending.Token);
        await ReadyAsync(options.Listen, running, stop);
        JsonElement stats = Assert.Single((await network.CliAsync("node", "stats", options.Listen, "--json")).Json().EnumerateArray());
        Assert.Equal(
            (address.ToUpperInvariant(), "ok"),
            (stats.GetProperty("address").GetString()!.ToUpperInvariant(), stats.GetProperty("status").GetString())
        );
        await ending.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await running);
        Assert.Equal(
            "10000000000000000000",
            (await network.CliAsync(["account", "withdraw", "10", "--json", .. own])).Json().GetProperty("account").GetString()
        );
    }

    [Fact]
    public async Task A_node_that_lacks_everything_names_every_cause()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, "a long sentence\n", stop);
        JsonElement key = (
            await CliAsync("keys", "new", "poor", "--folder", _folder, "--password-file", password, "--light", "--json")
        ).Json();
        await network.StartAsync();
        NodeOptions options = Options(key.GetProperty("file").GetString()!, password);
        options.MinDiskMebibytes = int.MaxValue;
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<ExitCode> running = NodeProgram.RunAsync(options, TimeProvider.System, ending.Token);
        string[] wanted = ["disk_low", "gas_low", "no_router", "not_in_pool"];
        string last = await UntilAsync(options.Listen, running, body => Codes(body).SequenceEqual(wanted), stop);
        Assert.Equal(wanted, Codes(last));
        using HttpClient http = new();
        string metrics = await http.GetStringAsync($"{options.Listen}/metrics", stop);
        Assert.Contains("cortensor_node_ready{check=\"chain\"} 1\n", metrics, StringComparison.Ordinal);
        await ending.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await running);
    }

    [Theory]
    [InlineData("foreign", "store_foreign")]
    [InlineData("cut", "store_damaged")]
    [InlineData("folder", "data_dir_unusable")]
    [InlineData("file in its place", "data_dir_unusable")]
    public async Task A_node_whose_store_cannot_be_used_is_refused_by_code(string fault, string code)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, "a long sentence\n", stop);
        JsonElement key = (
            await CliAsync("keys", "new", "stored", "--folder", _folder, "--password-file", password, "--light", "--json")
        ).Json();
        await network.StartAsync();
        NodeOptions options = Options(key.GetProperty("file").GetString()!, password);
        string store = Path.Combine(options.DataDir, "node.db");
        if (fault == "file in its place")
        {
            await File.WriteAllTextAsync(options.DataDir, "no folder", stop);
        }
        else if (fault == "folder")
        {
            _ = Directory.CreateDirectory(store);
        }
        else
        {
            _ = Directory.CreateDirectory(options.DataDir);
            await File.WriteAllBytesAsync(store, new byte[fault == "cut" ? 100 : 9000], stop);
        }

        CodedException refused = await Assert.ThrowsAsync<CodedException>(() => NodeProgram.RunAsync(options, TimeProvider.System, stop));
        Assert.Equal((ExitCodes.Configuration, code), (refused.Exit, refused.Code));
    }

    private NodeOptions Options(string key, string password) =>
        new()
        {
            Roles = [NodeRoles.Miner],
            DataDir = Path.Combine(_folder, "data"),
            Listen = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"),
            Chain = new ChainOptions { Rpc = network.Document.Chains.L3.Rpc, Deployment = network.Paths.Deployment },
            Key = new KeyOptions { File = key, PasswordFile = password },
            Log = new LogOptions { Level = "None" },
            Miner = new MinerRoleOptions
            {
                Routers = [new RouterLinkOptions { Url = network.Document.Router.WsUrl }],
                Gateways = [network.Document.Router.Url],
                Engine = EngineNames.Scripted,
                Models = ["smollm2-135m-instruct"],
            },
        };

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The pool admits the miner within a few blocks; the last answer says what is missing if it does not.
    private static async Task ReadyAsync(string url, Task running, CancellationToken stop)
    {
        string last = await UntilAsync(url, running, body => body.Contains("\"status\":\"ok\"", StringComparison.Ordinal), stop);
        Assert.Contains("\"status\":\"ok\"", last, StringComparison.Ordinal);
    }

    /// <summary>The last answer to the ready question: one that fits, or what there was when the patience ended.</summary>
    private static async Task<string> UntilAsync(string url, Task running, Func<string, bool> fits, CancellationToken stop)
    {
        using HttpClient http = new();
        string last = "no answer";
        for (int attempt = 0; attempt < 600 && !running.IsCompleted; attempt++)
        {
            try
            {
                using HttpResponseMessage response = await http.GetAsync($"{url}/health/ready", stop);
                last = await response.Content.ReadAsStringAsync(stop);
                Assert.Equal(
                    last.Contains("\"status\":\"ok\"", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable,
                    response.StatusCode
                );
                if (fits(last))
                {
                    return last;
                }
            }
            catch (HttpRequestException e)
            {
                last = e.Message;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
        }

        return last;
    }

    private static string[] Codes(string body)
    {
        using JsonDocument ready = JsonDocument.Parse(body);
        return
        [
            .. ready
                .RootElement.GetProperty("causes")
                .EnumerateArray()
                .Select(cause => cause.GetProperty("code").GetString()!)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<CliOutcome> CliAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exit = await Cli.CliProgram.RunAsync(arguments, new Cli.CliConsole(output, error, null));
        return new CliOutcome(exit, output.ToString(), error.ToString());
    }
}
