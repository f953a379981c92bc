using Cortensor.Miner.Queue;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Miner.Queue;

/// <summary>A full disk passes; a damaged file does not, even where the next write to it succeeds.</summary>
public sealed class JournalWatchTests
{
    [Fact]
    public async Task A_full_disk_is_a_problem_until_something_can_be_written() =>
        Assert.Null(await ProblemAfterAsync(new IOException("full")));

    [Fact]
    public async Task Damage_stays_a_problem() => Assert.Equal("damaged", await ProblemAfterAsync(new StorageUnusableException("damaged")));

    private static async Task<string?> ProblemAfterAsync(IOException fault)
    {
        FullDisk disk = new(fault);
        JournalWatch watch = new(disk, NullLogger<JournalWatch>.Instance);
        _ = await Assert.ThrowsAnyAsync<IOException>(async () => await AppendAsync(watch));
        Assert.Equal(fault.Message, watch.Problem);
        disk.Repair();
        await watch.TryAgainAsync(TestContext.Current.CancellationToken);
        _ = await AppendAsync(watch);
        return watch.Problem;
    }

    private static ValueTask<ResultJournalOutcome> AppendAsync(JournalWatch watch) =>
        watch.AppendAsync(new SessionId(1), new TaskId(1), new byte[1], TestContext.Current.CancellationToken);
}
