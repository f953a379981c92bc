using Cortensor.Node.Health;
using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Tests.Node.Health;

public sealed class DiskHasRoomTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-disk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_with_room_is_well() =>
        Assert.Equal(ReadyCodes.Ok, (await LookAsync(new NodeOptions { DataDir = _folder, MinDiskMebibytes = 1 })).Code);

    [Fact]
    public async Task Too_little_room_is_told_with_the_numbers()
    {
        ReadyFinding finding = await LookAsync(new NodeOptions { DataDir = _folder, MinDiskMebibytes = int.MaxValue });
        Assert.Equal(ReadyCodes.DiskLow, finding.Code);
        Assert.Contains(_folder, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told() =>
        Assert.Equal(ReadyCodes.DiskUnwritable, (await LookAsync(new NodeOptions { DataDir = Path.Combine(_folder, "gone") })).Code);

    private static async Task<ReadyFinding> LookAsync(NodeOptions options) =>
        await new DiskHasRoom(options).CheckAsync(TestContext.Current.CancellationToken);
}
