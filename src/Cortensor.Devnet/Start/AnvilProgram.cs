using System.Runtime.InteropServices;

namespace Cortensor.Devnet.Start;

/// <summary>Where <c>eng/scripts/setup.sh runtime</c> installs anvil, the development chain.</summary>
public static class AnvilProgram
{
    /// <summary>The program of this machine's platform below the repository, whether it is installed or not.</summary>
    /// <param name="home">The repository's folder.</param>
    public static string PathIn(string home) =>
        Path.Combine(home, "eng", "anvil", "node_modules", "@foundry-rs", $"anvil-{Platform}", "bin", "anvil");

    // The npm packages name processors as Go does.
    private static string Platform =>
        $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}";
}
