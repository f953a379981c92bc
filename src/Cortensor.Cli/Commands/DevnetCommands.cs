using System.CommandLine;
using System.Globalization;
using Cortensor.Cli.Demo;
using Cortensor.Cli.Output;
using Cortensor.Devnet;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.Inference.Models;
using Cortensor.Node;
using Cortensor.Node.Options;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor devnet …</c>: a network on this machine, for development.</summary>
internal static class DevnetCommands
{
    public static Command Create(CliConsole console) =>
        new("devnet", "Runs a whole network on this machine.") { Up(console), Down(console), Status(console) };

    private static Command Up(CliConsole console)
    {
        Option<bool> detach = new("--detach") { Description = "Return when the network is ready and leave it running." };
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<int> miners = CommonOptions.Miners();
        Option<string?> model = CommonOptions.Model();
        Option<string> engine = CommonOptions.Engine();
        Option<int> tokenDelay = new("--scripted-token-ms")
        {
            Description = "Milliseconds the scripted engine takes for a token.",
            HelpName = "MS",
        };
        Option<int> routerPort = new("--router-port")
        {
            Description = "The router's port; any free one where it is taken, and with 0.",
            DefaultValueFactory = _ => DevnetOptions.DefaultRouterPort,
            HelpName = "N",
        };
        Option<int> stepTimeout = new("--step-timeout")
        {
            Description = "Seconds that a step of the start may take.",
            DefaultValueFactory = _ => DevnetOptions.DefaultStepSeconds,
            HelpName = "S",
        };
        Option<string> logFormat = new("--log-format")
        {
            Description = "How nodes write their logs: text or json.",
            DefaultValueFactory = _ => LogOptions.Text,
            HelpName = "NAME",
        };
        Option<string> logLevel = new("--log-level")
        {
            Description = "Least severity that nodes write.",
            DefaultValueFactory = _ => LogOptions.DefaultLevel,
            HelpName = "NAME",
        };
        Option<bool> json = CommonOptions.Json();
        Command command = new("up", "Starts the network; with --detach in the background, else until Ctrl-C.")
        {
            detach,
            dataDir,
            miners,
            model,
            engine,
            tokenDelay,
            routerPort,
            stepTimeout,
            logFormat,
            logLevel,
            json,
            CommonOptions.Yes(),
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                DevnetOptions options = new()
                {
                    DataDir = CliPaths.DevnetFolder(parsed.GetValue(dataDir)),
                    Home =
                        CliPaths.Home
                        ?? throw new CodedException(
                            ExitCodes.Machine,
                            "The program does not know where the repository is: set CORTENSOR_HOME."
                        ),
                    Program = CliPaths.Program,
                    Miners = parsed.GetValue(miners),
                    Engine = parsed.GetRequiredValue(engine),
                    ScriptedTokenMilliseconds = parsed.GetValue(tokenDelay),
                    RouterPort = parsed.GetValue(routerPort),
                    StepTimeout = TimeSpan.FromSeconds(parsed.GetValue(stepTimeout)),
                    LogFormat = parsed.GetRequiredValue(logFormat),
                    LogLevel = parsed.GetRequiredValue(logLevel),
                };
                return RunAsync(
                    console,
                    options,
                    parsed.GetValue(model),
                    parsed.GetValue(detach),
                    parsed.GetValue(json),
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CliConsole console,
        DevnetOptions options,
        string? model,
        bool detach,
        bool json,
        CancellationToken cancellationToken
    )
    {
        Phases phases = new(console.Error, TimeProvider.System);
        options.Check(); // before the model, which may take a download
        model ??= DevnetModel.Kept(options.DataDir);
        options = options with
        {
            Model = await DevnetModel.ChooseAsync(
                model,
                options.Engine,
                ModelStoreOptions.FromEnvironment(),
                phases,
                TimeProvider.System,
                cancellationToken
            ),
        };
        if (detach)
        {
            await using DetachedDevnet detached = await DetachedDevnet.StartAsync(options, phases, TimeProvider.System, cancellationToken);
            Describe(console, DevnetDocument.Find(new DevnetPaths(options.DataDir))!, options, json);
            return ExitCodes.Ok.Number;
        }

        await using DevnetHost host = await DevnetHost.StartAsync(options, phases, TimeProvider.System, cancellationToken);
        Describe(console, host.Document, options, json);
        try
        {
            await host.RunAsync(phases, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            phases.Report("Stopping the network.");
        }

        return ExitCodes.Ok.Number;
    }

    private static void Describe(CliConsole console, DevnetDocument network, DevnetOptions options, bool json)
    {
        if (json)
        {
            console.WriteLine(network.ToJson());
        }
        else
        {
            NextSteps.WriteUse(console.Out, options.Model, new DemoNetwork(network.Router.Url, network.ApiKey, options.DataDir));
        }

        console.Out.Flush();
    }

    private static Command Down(CliConsole console)
    {
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<bool> json = CommonOptions.Json();
        Command command = new("down", "Stops the network. Its state stays for the next 'devnet up'.") { dataDir, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                DevnetPaths paths = new(CliPaths.DevnetFolder(parsed.GetValue(dataDir)));
                bool stopped = await DetachedDevnet.StopAsync(paths, TimeProvider.System, cancellationToken);
                if (parsed.GetValue(json))
                {
                    console.WriteJson(ReadStatus(paths), CliJson.Default.DevnetStatus);
                }
                else
                {
                    console.WriteLine(stopped ? $"The network in {paths.Root} is stopped." : $"No network ran in {paths.Root}.");
                }

                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static Command Status(CliConsole console)
    {
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Says whether the network runs, and its processes.") { dataDir, json };
        command.SetAction(
            (parsed, _) =>
            {
                DevnetStatus status = ReadStatus(new DevnetPaths(CliPaths.DevnetFolder(parsed.GetValue(dataDir))));
                if (parsed.GetValue(json))
                {
                    console.WriteJson(status, CliJson.Default.DevnetStatus);
                }
                else
                {
                    Write(console.Out, status);
                }

                return Task.FromResult((status.Running ? ExitCodes.Ok : ExitCodes.NotRunning).Number);
            }
        );
        return command;
    }

    private static DevnetStatus ReadStatus(DevnetPaths paths)
    {
        ProcessIdentity? supervisor = DevnetLock.Holder(paths);
        DevnetDocument? network = DevnetDocument.Find(paths);
        IEnumerable<DevnetProcessRow> processes = (network?.Pids.All() ?? []).Select(process => new DevnetProcessRow(
            process.Role,
            process.Pid,
            ProcessIdentity.Of(process.Pid) is not null
        ));
        return new DevnetStatus(
            supervisor is not null,
            paths.Root,
            supervisor?.Pid,
            supervisor is not null && network is not null,
            [.. processes],
            network
        );
    }

    private static void Write(TextWriter writer, DevnetStatus status)
    {
        writer.WriteLine(
            status switch
            {
                { Ready: true } =>
                    $"A network runs in {status.DataDir}: router {status.Network!.Router.Url}, session {status.Network.SessionId}.",
                { Running: true } => $"A network is starting or stopping in {status.DataDir}.",
                _ => $"No network runs in {status.DataDir}.",
            }
        );
        if (status.Processes.Count == 0)
        {
            return;
        }

        TextTable table = new("role", "process", "state");
        foreach (DevnetProcessRow process in status.Processes)
        {
            table.Add(process.Role, process.Pid.ToString(CultureInfo.InvariantCulture), process.Alive ? "alive" : "dead");
        }

        table.WriteTo(writer);
    }
}
