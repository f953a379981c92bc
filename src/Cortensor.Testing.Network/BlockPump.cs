using Cortensor.Testing.Ledger;

namespace Cortensor.Testing.Network;

/// <summary>
/// Adds empty blocks as real time passes, so that nodes look again at what was not ready: a chain whose blocks come, while its clock stands
/// still.
/// </summary>
internal sealed class BlockPump : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly Task _mining;

    public BlockPump(MemoryChain chain, TimeSpan interval)
    {
        _timer = new PeriodicTimer(interval, TimeProvider.System);
        _mining = Task.Run(() => MineAsync(chain));
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _mining;
    }

    private async Task MineAsync(MemoryChain chain)
    {
        while (await _timer.WaitForNextTickAsync())
        {
            chain.Mine();
        }
    }
}
