using System.Diagnostics;
using System.Globalization;
using Cortensor.Protocol.Storage;
using Cortensor.Tests.StoreWriter;

namespace Cortensor.Tests.Storage.Store;

/// <summary>A process that writes results into a store, and what it said was on the disk.</summary>
internal sealed class WriterProcess(string folder) : IDisposable
{
    private readonly HashSet<ulong> _stored = [];
    private readonly HashSet<ulong> _removing = [];
    private readonly HashSet<ulong> _removed = [];
    private Process? _process;
    private ulong _first = 1;

    /// <summary>How many acknowledgements all its lives have given.</summary>
    public int Acknowledged => _stored.Count + _removed.Count;

    public void Start(int writers)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Cortensor.Tests.StoreWriter");
        string[] arguments = [folder, _first.ToString(CultureInfo.InvariantCulture), writers.ToString(CultureInfo.InvariantCulture)];
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        _first += 100_000;
    }

    /// <summary>Reads so many lines.</summary>
    public async Task ReadAsync(int lines, CancellationToken cancellationToken)
    {
        for (; lines > 0; lines--)
        {
            Take(
                await _process!.StandardOutput.ReadLineAsync(cancellationToken)
                    ?? throw new InvalidOperationException("The writer ended by itself.")
            );
        }
    }

    /// <summary>Kill -9, and what it had said before.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process!.Kill();
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            Take(line);
        }

        await _process.WaitForExitAsync(cancellationToken);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Everything acknowledged is there, nothing acknowledged as removed is, and what is there is what was written.</summary>
    public void AssertKept(IReadOnlyList<ResultJournalEntry> entries)
    {
        HashSet<ulong> found = [.. entries.Select(static entry => entry.Task.Value)];
        Assert.Empty(_stored.Except(_removing).Except(found));
        Assert.Empty(_removed.Intersect(found));
        Assert.All(entries, static entry => Assert.Equal(WrittenResult.Bytes(entry.Task), entry.Bytes.ToArray()));
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
    }

    private void Take(string line)
    {
        string[] words = line.Split(' ');
        if (words.Length == 2 && ulong.TryParse(words[1], CultureInfo.InvariantCulture, out ulong task))
        {
            HashSet<ulong>? said = words[0] switch
            {
                "stored" => _stored,
                "removing" => _removing,
                "removed" => _removed,
                _ => null,
            };
            _ = said?.Add(task);
        }
    }
}
