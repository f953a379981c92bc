using System.Collections.Concurrent;

namespace Cortensor.FunctionalTests.Trouble.Router;

/// <summary>
/// Where the router is killed: at the nth move or write of a kind, before it is made or after. The router never hears of it again; its next
/// life does not stop there.
/// </summary>
/// <param name="kind"><c>put</c>, or a move by the name of a task's step.</param>
/// <param name="number">Counted from 1 over all lives.</param>
/// <param name="after">Whether it is made.</param>
internal sealed class RouterStep(string kind, int number, bool after)
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the router is there.</summary>
    public Task Reached => _reached.Task.WaitAsync(TroubleScene.Timeout);

    public async Task<T> PassAsync<T>(string what, Func<Task<T>> doing, CancellationToken cancellationToken)
    {
        if (_counts.AddOrUpdate(what, 1, static (_, count) => count + 1) != number || what != kind)
        {
            return await doing();
        }

        if (after)
        {
            _ = await doing();
        }

        _ = _reached.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new OperationCanceledException(cancellationToken);
    }
}
