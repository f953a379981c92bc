using Cortensor.Primitives;
using Cortensor.Storage.Journal;
using Cortensor.Storage.Store;
using Cortensor.Testing;

namespace Cortensor.Tests.Storage.Store;

/// <summary>A process is killed -9 while it writes, again and again over one store: nothing acknowledged is lost.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Nothing_acknowledged_is_lost(int writers)
    {
        int seed = TestSeed.From(writers)[^1];
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        Random chance = new(seed);
        using WriterProcess writer = new(_folder.Path);
        for (int kill = 1; kill <= (TestSeed.IsFullRun ? 200 : 12); kill++)
        {
            writer.Start(writers);
            await writer.ReadAsync(kill + chance.Next(40), TestContext.Current.CancellationToken);
            if (kill == 1)
            {
                Assert.Contains("in use", Assert.Throws<IOException>(() => NodeStore.Open(_folder.Path)).Message, StringComparison.Ordinal);
            }

            await writer.KillAsync(TestContext.Current.CancellationToken);

            // In between the next writer is the first that opens what was left.
            if (kill % 3 != 0)
            {
                using NodeStore store = NodeStore.Open(_folder.Path);
                writer.AssertKept(await SqliteResultJournal.Open(store, 1, Address.Zero).ListAsync(TestContext.Current.CancellationToken));
            }
        }

        using NodeStore last = NodeStore.Open(_folder.Path);
        writer.AssertKept(await SqliteResultJournal.Open(last, 1, Address.Zero).ListAsync(TestContext.Current.CancellationToken));
        TestContext.Current.TestOutputHelper.WriteLine($"{writer.Acknowledged} acknowledgements kept");
    }
}
