using System.CommandLine;
using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Bench.Soak;
using Cortensor.Bench.Soak.Load;
using Cortensor.Devnet;
using Cortensor.Node.Options;

namespace Cortensor.Bench.Memory;

/// <summary><c>memory</c>: what each role holds, idle and after some work. Scripted engines: a miner without weights.</summary>
internal static class MemoryCommand
{
    private const double KibPerMib = 1024;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        Option<int> tasks = new("--tasks") { DefaultValueFactory = _ => 200 };
        Option<double> minutes = new("--minutes") { DefaultValueFactory = _ => 2 };
        Command command = new("memory", "Resident memory of router, miner and oracle, idle and after some tasks.") { tasks, minutes };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(new SoakOptions { Tasks = parsed.GetValue(tasks), Minutes = parsed.GetValue(minutes) }, cancellationToken)
        );
        return command;
    }

    private static async Task RunAsync(SoakOptions options, CancellationToken cancellationToken)
    {
        TimeProvider time = TimeProvider.System;
        string folder = Directory.CreateTempSubdirectory("cortensor-memory-").FullName;
        DevnetOptions network = new()
        {
            DataDir = folder,
            Home = Checkout.Home,
            Program = Checkout.Program,
            Miners = options.Miners,
            Engine = EngineNames.Scripted,
            RouterPort = 0,
        };
        await using (DevnetHost host = await DevnetHost.StartAsync(network, new Progress<string>(), time, cancellationToken))
        {
            await Task.Delay(Calm, time, cancellationToken);
            Dictionary<string, double> idle = Look(host);
            using SoakClient client = new(host.Document.Router.Url, host.Document.ApiKey, network.Model, time);
            LoadRun load = new(client, time);
            await load.RunAsync(AskPlan.Of(options, [host.Document.SessionId]), cancellationToken);
            Dictionary<string, double> busy = Look(host);
            await Task.Delay(Calm, time, cancellationToken);
            Dictionary<string, double> after = Look(host);
            int answered = load.Stories.Count(story => story.Last.End is AttemptEnd.Answered or AttemptEnd.Left);
            Console.WriteLine(
                $"{answered} of {options.Tasks} tasks answered, redundancy {network.SessionRedundancy}, {options.Miners} miners (their median). {Machine.Describe()}"
            );
            Console.WriteLine();
            Table table = new("role", "idle, MiB", $"after the last of {options.Tasks} tasks, MiB", $"{Calm.TotalSeconds:0} s later, MiB");
            foreach (string role in idle.Keys)
            {
                table.Add(role, Text(idle[role]), Text(busy[role]), Text(after[role]));
            }

            Console.WriteLine(table);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Dictionary<string, double> Look(DevnetHost host) =>
        host
            .Processes.GroupBy(process => process.Role)
            .ToDictionary(
                role => role.Key,
                role => Statistics.Median(role.Select(process => ProcFields.ResidentKib(process.Identity.Pid) / KibPerMib))
            );

    private static string Text(double mib) => mib.ToString("0", CultureInfo.InvariantCulture);
}
