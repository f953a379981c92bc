using System.CommandLine;
using Cortensor.Api.Native;
using Cortensor.Chain.Rpc;
using Cortensor.Cli.Http;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Cli.Commands.Tasks;

/// <summary><c>cortensor task …</c>: what happened to a task.</summary>
internal static class TaskCommands
{
    public static Command Create(CliConsole console) => new("task", "Shows what happened to a task.") { Show(console) };

    private static Command Show(CliConsole console)
    {
        Argument<ulong> session = new("session") { Description = "Session id." };
        Argument<ulong> task = new("task") { Description = "Task id within the session." };
        Option<string?> dataDir = CommonOptions.DataDir();
        Option<string?> router = new("--router")
        {
            Description = "Base URL of another network's router; needs --api-key-file.",
            HelpName = "URL",
        };
        Option<string?> keyFile = new("--api-key-file") { Description = "File whose first line is the API key.", HelpName = "FILE" };
        Option<string?> rpc = new("--rpc")
        {
            Description = "JSON-RPC address of that network's chain: who sent each move, and its gas.",
            HelpName = "URL",
        };
        Option<bool> json = CommonOptions.Json();
        Command command = new("show", "Shows a task as a timeline: each move with its time, who made it, its gas and the money it moved.")
        {
            session,
            task,
            dataDir,
            router,
            keyFile,
            rpc,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                DevnetDocument? devnet = parsed.GetValue(router) is null ? RunningDevnet.Require(parsed.GetValue(dataDir)) : null;
                using RouterClient client = devnet is not null
                    ? new RouterClient(devnet.Router.Url, devnet.ApiKey)
                    : new RouterClient(parsed.GetValue(router)!, ApiKey(parsed.GetValue(keyFile)));
                TaskDetails details = await client.TaskAsync(
                    parsed.GetRequiredValue(session),
                    parsed.GetRequiredValue(task),
                    cancellationToken
                );
                SessionView about = await client.SessionAsync(details.SessionId, cancellationToken);
                using HttpClient http = new();
                EthClient? chain = (parsed.GetValue(rpc) ?? devnet?.Chains.L3.Rpc) is { } url
                    ? new EthClient(new HttpRpcTransport(http, new Uri(url), HttpRpcTransport.DefaultTimeout, TimeProvider.System))
                    : null;
                TaskTimeline timeline = await TaskTimelineReader.ReadAsync(
                    details,
                    new AccountNames(about, details, devnet),
                    chain,
                    cancellationToken
                );
                if (parsed.GetValue(json))
                {
                    console.WriteJson(timeline, CliJson.Default.TaskTimeline);
                }
                else
                {
                    TaskTimelineWriter.Write(console.Out, timeline);
                }

                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static string ApiKey(string? file) =>
        file is not null && File.Exists(file) && File.ReadLines(file).FirstOrDefault() is { Length: > 0 } key
            ? key
            : throw new CodedException(
                ExitCodes.Configuration,
                "With --router also give --api-key-file, a file whose first line is the API key."
            );
}
