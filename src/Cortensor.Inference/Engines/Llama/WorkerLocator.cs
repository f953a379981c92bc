using System.Diagnostics;
using System.Runtime.InteropServices;
using Cortensor.Inference.Worker;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>Finds the worker program, which the build puts beside whoever uses this adapter.</summary>
internal static class WorkerLocator
{
    private const string Name = "Cortensor.Inference.Worker";

    /// <exception cref="EngineStartException">It is not there.</exception>
    internal static ProcessStartInfo StartInfo(WorkerSettings settings)
    {
        // Not beside Environment.ProcessPath: under tests that is the test host.
        string program = Path.Combine(AppContext.BaseDirectory, Name);
        string? dotnet = DotnetRoot();
        ProcessStartInfo start = new()
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (File.Exists(program))
        {
            start.FileName = program;
        }
        else if (dotnet is not null && File.Exists(program + ".dll"))
        {
            start.FileName = Path.Combine(dotnet, "dotnet");
            start.ArgumentList.Add(program + ".dll");
        }
        else
        {
            throw new EngineStartException(
                EngineStartCodes.WorkerMissing,
                $"{Name} is not in {AppContext.BaseDirectory}. Build or publish the whole program again."
            );
        }

        if (dotnet is not null)
        {
            start.Environment["DOTNET_ROOT"] = dotnet;
        }

        foreach (string argument in settings.ToArguments())
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>The installation that runs us, so that the worker runs on the same; null when we are self-contained.</summary>
    private static string? DotnetRoot()
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return File.Exists(Path.Combine(root, "dotnet")) ? root : null;
    }
}
