using System.Globalization;
using Cortensor.Primitives;
using Cortensor.Storage.Journal;
using Cortensor.Storage.Store;
using Cortensor.Tests.StoreWriter;

// Usage: FOLDER FIRST WRITERS. Appends results from task FIRST on, forgets each third one, and says what was acknowledged, until it is
// killed.
string folder = args[0];
ulong first = ulong.Parse(args[1], CultureInfo.InvariantCulture);
int writers = int.Parse(args[2], CultureInfo.InvariantCulture);
using NodeStore store = NodeStore.Open(folder);
SqliteResultJournal journal = SqliteResultJournal.Open(store, 1, Address.Zero);
await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(first + (ulong)writer))));

async Task WriteAsync(ulong number)
{
    for (; ; number += (ulong)writers)
    {
        TaskId task = new(number);
        _ = await journal.AppendAsync(WrittenResult.Session, task, WrittenResult.Bytes(task), CancellationToken.None);
        Console.WriteLine($"stored {number}");
        if (number % 3 == 0)
        {
            Console.WriteLine($"removing {number}");
            await journal.RemoveAsync(WrittenResult.Session, task, CancellationToken.None);
            Console.WriteLine($"removed {number}");
        }
    }
}
