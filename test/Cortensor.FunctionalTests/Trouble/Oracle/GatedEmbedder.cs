using Cortensor.Protocol.Inference;
using Cortensor.Testing.Inference;

namespace Cortensor.FunctionalTests.Trouble.Oracle;

/// <summary>Stops who compares answers in the middle of it.</summary>
internal sealed class GatedEmbedder : IEmbedder
{
    private readonly WordEmbedder _inner = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closed;

    public string Id => _inner.Id;

    public int Dimensions => _inner.Dimensions;

    /// <summary>Done when somebody compares while it is closed.</summary>
    public Task Reached => _reached.Task;

    public void Close() => _closed = true;

    /// <summary>For who comes from now on; who waits, waits until it is killed.</summary>
    public void Open() => _closed = false;

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedWindowsAsync(string text, CancellationToken cancellationToken)
    {
        if (_closed)
        {
            _ = _reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return await _inner.EmbedWindowsAsync(text, cancellationToken);
    }
}
