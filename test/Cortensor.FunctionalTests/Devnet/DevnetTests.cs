using System.Diagnostics;
using System.Text.Json;
using Cortensor.Cli;
using Cortensor.Cli.Demo;
using Cortensor.Devnet;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.Node;
using Cortensor.Node.Options;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Devnet;

/// <summary>The product as people start it: every node a process, a real dev chain, plain HTTP clients.</summary>
[Collection("The router's usual port")]
public sealed class DevnetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-devnet-").FullName;
    private readonly StringWriter _progress = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _progress.Dispose();
    }

    [Fact]
    public async Task The_openai_client_streams_through_a_network_that_leaves_nothing_behind()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        // A little time for each token, or all of them were ready at once and came as one chunk.
        DevnetOptions options = Options(EngineNames.Scripted) with
        {
            ScriptedTokenMilliseconds = 10,
        };
        ProcessIdentity[] processes;
        await using (DevnetHost host = await DevnetHost.StartAsync(options, Progress(), TimeProvider.System, stop))
        {
            processes = [.. host.Document.Pids.All().Select(process => ProcessIdentity.Of(process.Pid)!)];
            Assert.Equal(7, processes.Length);
            using JsonDocument seen = await OpenAiAsync(host.Document, options.Model, stop);
            JsonElement answer = seen.RootElement;
            Assert.Equal([options.Model], answer.GetProperty("models").EnumerateArray().Select(model => model.GetString()));
            Assert.True(answer.GetProperty("chunks").GetInt32() > 5, "The answer came in one piece.");
            Assert.Contains("Tell me about whales", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Contains(answer.GetProperty("finish").GetString(), (string[])["stop", "length"]);
            Assert.Equal(3, answer.GetProperty("cortensor").GetProperty("miners").GetArrayLength());
            Assert.Equal(404, answer.GetProperty("refused").GetProperty("status").GetInt32());
            Assert.Equal("model_not_found", answer.GetProperty("refused").GetProperty("code").GetString());
            CodedException second = await Assert.ThrowsAsync<CodedException>(() =>
                DevnetHost.StartAsync(options, Progress(), TimeProvider.System, stop)
            );
            Assert.Equal(ExitCodes.AlreadyRunning, second.Exit);
        }

        Assert.All(processes, process => Assert.False(process.IsAlive, $"Process {process.Pid} was left behind."));
        Assert.False(File.Exists(new DevnetPaths(_folder).Document));

        await using DevnetHost again = await DevnetHost.StartAsync(options, Progress(), TimeProvider.System, stop);
        Assert.Equal(1ul, again.Document.SessionId);
        using JsonDocument task = await OpenAiAsync(again.Document, options.Model, stop);
        Assert.Equal(2, task.RootElement.GetProperty("cortensor").GetProperty("task").GetInt32());
    }

    [Fact]
    public async Task A_start_that_fails_names_the_process_and_leaves_nothing_behind()
    {
        // A program that ends at once, whatever it is asked.
        DevnetOptions options = Options(EngineNames.Scripted) with
        {
            Program = "/bin/false",
        };
        CodedException failure = await Assert.ThrowsAsync<CodedException>(() =>
            DevnetHost.StartAsync(options, Progress(), TimeProvider.System, TestContext.Current.CancellationToken)
        );
        Assert.Equal(ExitCodes.Network, failure.Exit);
        Assert.Matches(@"^(router|miner|oracle)-\d ended with exit code 1", failure.Message);
        Assert.Matches(@"(router|miner|oracle)-\d\.log", failure.Message);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task A_model_that_nobody_knows_is_refused_before_anything_starts()
    {
        DevnetOptions options = Options(EngineNames.Llama) with { Model = "no-such-model" };
        CodedException failure = await Assert.ThrowsAsync<CodedException>(() =>
            DevnetHost.StartAsync(options, Progress(), TimeProvider.System, TestContext.Current.CancellationToken)
        );
        Assert.Equal(("model_not_found", ExitCodes.Engine), (failure.Code, failure.Exit));
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(EngineNames.Scripted, DevnetOptions.DefaultModel)]
    [InlineData(EngineNames.Llama, "tiny")]
    [InlineData(EngineNames.Llama, DevnetOptions.DefaultModel)]
    public async Task The_demonstration_completes_and_the_money_adds_up(string engine, string model)
    {
        if (engine == EngineNames.Llama && model == DevnetOptions.DefaultModel)
        {
            ModelMirror.Require();
        }

        using StringWriter output = new();
        CliConsole console = new(output, _progress, null);
        DemoSettings settings = new()
        {
            Engine = engine,
            Model = model,
            Json = true,
            DataDir = _folder,
        };
        int exit = await new DemoRun(console, settings, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        Assert.True(exit == 0, _progress.ToString());
        using JsonDocument report = JsonDocument.Parse(output.ToString());
        JsonElement root = report.RootElement;
        Assert.True(root.GetProperty("ok").GetBoolean());
        Assert.Equal("Completed", root.GetProperty("state").GetString());
        Assert.Equal("VALID", root.GetProperty("verdict").GetString());
        Assert.Equal(model, root.GetProperty("model").GetString());
        Assert.True(root.GetProperty("money").GetProperty("addsUp").GetBoolean());
        JsonElement[] miners = [.. root.GetProperty("miners").EnumerateArray()];
        Assert.Equal(3, miners.Length);
        Assert.All(
            miners,
            miner =>
            {
                Assert.Equal("VALID", miner.GetProperty("verdict").GetString());
                Assert.InRange(miner.GetProperty("distance").GetDouble(), 0, 0.6);
                Assert.NotEqual("0", miner.GetProperty("paid").GetString());
                Assert.StartsWith("0x", miner.GetProperty("commitTransaction").GetString(), StringComparison.Ordinal);
            }
        );
    }

    private static async Task<JsonDocument> OpenAiAsync(DevnetDocument network, string model, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Repository.Root, "test", "interop");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "openai")))
        {
            Assert.Skip("The openai package is not installed: eng/scripts/setup.sh test");
        }

        ProcessStartInfo start = new(
            "node",
            ["openai-stream.mjs", network.Router.Url + "/v1", network.ApiKey, model, "Tell me about whales"]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync(cancellationToken);
        string text = await node.StandardOutput.ReadToEndAsync(cancellationToken);
        await node.WaitForExitAsync(cancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonDocument.Parse(text);
    }

    private void AssertNothingIsLeft()
    {
        Assert.Null(DevnetLock.Holder(new DevnetPaths(_folder)));
        Assert.False(File.Exists(new DevnetPaths(_folder).Processes));
    }

    private static DevnetOptions Empty(string folder) =>
        new()
        {
            DataDir = folder,
            Home = Repository.Root,
            Program = CliPaths.Program,
            RouterPort = 0,
        };

    private DevnetOptions Options(string engine) => Empty(_folder) with { Engine = engine };

    private WrittenProgress Progress() => new(_progress);
}
