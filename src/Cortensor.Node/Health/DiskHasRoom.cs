using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Node.Health;

/// <summary>The data folder can be written and its disk has room: a miner that cannot journal must not precommit.</summary>
internal sealed class DiskHasRoom(NodeOptions options) : IReadyCheck
{
    private const long Mebibyte = 1L << 20;
    private const string ProbeFile = ".ready";

    private static readonly byte[] Probe = new byte[4096];

    public string Name => "disk";

    /// <summary>Free bytes for this node; null when the system does not tell.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public async ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken)
    {
        string file = Path.Combine(options.DataDir, ProbeFile);
        try
        {
            await File.WriteAllBytesAsync(file, Probe, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ReadyFinding.Of(ReadyCodes.DiskUnwritable, exception.Message);
        }

        return FreeBytes(options.DataDir) is { } free && free < options.MinDiskMebibytes * Mebibyte
            ? ReadyFinding.Of(
                ReadyCodes.DiskLow,
                $"{free / Mebibyte} MiB are free for {options.DataDir}, less than {options.MinDiskMebibytes}."
            )
            : ReadyFinding.Ok;
    }
}
