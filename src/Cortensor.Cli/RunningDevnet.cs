using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Cli;

/// <summary>Finds the network that commands talk to.</summary>
internal static class RunningDevnet
{
    /// <summary>Its description.</summary>
    /// <exception cref="CodedException">None runs there.</exception>
    public static DevnetDocument Require(string? dataDir)
    {
        string folder = CliPaths.DevnetFolder(dataDir);
        DevnetPaths paths = new(folder);
        return DevnetLock.Holder(paths) is not null && DevnetDocument.Find(paths) is { } document
            ? document
            : throw new CodedException(
                ExitCodes.NotRunning,
                $"No development network runs in {folder}; start one with: cortensor devnet up --detach --datadir {folder}"
            );
    }
}
