using Cortensor.Inference.Models;
using Cortensor.Tests;

namespace Cortensor.FunctionalTests.Devnet;

/// <summary>The real model's file, when this machine has it.</summary>
internal static class ModelMirror
{
    /// <summary>Makes the nodes that are started from here find it; skips the test when it is not there.</summary>
    public static void Require()
    {
        string mirror = Environment.GetEnvironmentVariable("CORTENSOR_SHARED") is { Length: > 0 } shared
            ? Path.Combine(shared, "models")
            : Path.Combine(Repository.Root, "..", "shared", "models");
        if (!File.Exists(Path.Combine(mirror, "smollm2-135m-instruct-q4_1.gguf")))
        {
            Assert.Skip($"No model file in {mirror}.");
        }

        Environment.SetEnvironmentVariable(ModelStoreOptions.MirrorsVariable, Path.GetFullPath(mirror));
    }
}
