using System.Collections.Concurrent;

namespace Cortensor.Devnet.Processes;

/// <summary>
/// Runs work on one thread that lives as long as the program. A parent-death signal fires when the thread that started the child ends,
/// and threads of the pool end whenever they like.
/// </summary>
internal sealed class LongLivedThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = new(boundedCapacity: 64);

    public LongLivedThread(string name)
    {
        Thread thread = new(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    public Task<T> RunAsync<T>(Func<T> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    /// <summary>Ends the thread, and with it the children that were tied to it.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (Action work in _work.GetConsumingEnumerable())
        {
            work();
        }

        _work.Dispose();
    }
}
