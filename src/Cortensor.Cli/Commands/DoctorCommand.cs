using System.CommandLine;
using Cortensor.Cli.Doctor;
using Cortensor.Node;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor doctor</c>: is this machine ready, and if not, what exactly to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliConsole console)
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("doctor", "Checks this machine and gives the exact fix for each finding.") { json };
        command.SetAction((parsed, _) => Task.FromResult(Run(console, new Machine(), parsed.GetValue(json))));
        return command;
    }

    public static int Run(CliConsole console, Machine machine, bool json)
    {
        IReadOnlyList<Finding> findings = MachineChecks.Ask(machine);
        bool ready = findings.All(finding => finding.Status != Finding.MissingStatus);
        if (json)
        {
            console.WriteJson(new DoctorReport(ready, findings), CliJson.Default.DoctorReport);
        }
        else
        {
            foreach (Finding finding in findings)
            {
                Write(console.Out, finding);
            }

            console.WriteLine(ready ? "Ready." : "Not ready.");
        }

        return ready ? ExitCodes.Ok.Number : ExitCodes.Machine.Number;
    }

    public static void Write(TextWriter writer, Finding finding)
    {
        writer.WriteLine($"{finding.Status, -8} {finding.Message}");
        if (finding.Fix is not null)
        {
            writer.WriteLine($"         fix: {finding.Fix}");
        }
    }
}
