using System.Diagnostics;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Tests.Devnet;

public sealed class DevnetLockTests : IDisposable
{
    private readonly DevnetPaths _paths = new(Directory.CreateTempSubdirectory("cortensor-lock-").FullName);

    public void Dispose() => Directory.Delete(_paths.Root, recursive: true);

    [Fact]
    public void A_living_holder_keeps_others_out()
    {
        using DevnetLock held = DevnetLock.Take(_paths);
        Assert.Equal(ProcessIdentity.Current, DevnetLock.Holder(_paths));
        CodedException refused = Assert.Throws<CodedException>(() => DevnetLock.Take(_paths));
        Assert.Equal(ExitCodes.AlreadyRunning, refused.Exit);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_taken_again_when_let_go()
    {
        DevnetLock.Take(_paths).Dispose();
        Assert.Null(DevnetLock.Holder(_paths));
        Assert.False(File.Exists(_paths.Lock));
        DevnetLock.Take(_paths).Dispose();
    }

    [Theory]
    [InlineData("""{"pid":1,"startTime":999999999999}""")] // somebody else got the number
    [InlineData("""{"pid":4194305,"startTime":1}""")] // nobody has it
    [InlineData("")]
    [InlineData("{ damaged")]
    public void A_stale_lock_is_taken_over(string content)
    {
        File.WriteAllText(_paths.Lock, content);
        Assert.Null(DevnetLock.Holder(_paths));
        using DevnetLock taken = DevnetLock.Take(_paths);
        Assert.Equal(ProcessIdentity.Current, DevnetLock.Holder(_paths));
    }

    [Fact]
    public async Task Taking_a_stale_lock_ends_what_the_dead_holder_left_behind()
    {
        using Process leftover = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        DevnetLock.Record(_paths, [ProcessIdentity.Of(leftover.Id)!, new ProcessIdentity(Environment.ProcessId, 1)]);
        await File.WriteAllTextAsync(_paths.Document, "{}");
        using DevnetLock taken = DevnetLock.Take(_paths);
        await leftover
            .WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_paths.Document));
        Assert.False(File.Exists(_paths.Processes));
    }
}
