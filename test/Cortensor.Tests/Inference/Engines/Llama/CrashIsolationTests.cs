using Cortensor.Inference.Engines.Llama;

namespace Cortensor.Tests.Inference.Engines.Llama;

public sealed class CrashIsolationTests
{
    [Fact]
    public async Task Answers_run_together_until_some_were_lost_together()
    {
        CrashIsolation crashIsolation = new();
        using (await crashIsolation.EnterAsync(default))
        using (await crashIsolation.EnterAsync(default))
        {
            crashIsolation.Suspect(2);
        }

        // Who was there before the loss does not count as one of those that were tried alone.
        IDisposable first = await crashIsolation.EnterAsync(default);
        Task<IDisposable> second = crashIsolation.EnterAsync(default);
        Task<IDisposable> third = crashIsolation.EnterAsync(default);
        Assert.False(second.IsCompleted || third.IsCompleted);
        first.Dispose();
        IDisposable alone = await await Task.WhenAny(second, third);
        Assert.False(second.IsCompleted && third.IsCompleted);

        // The second suspect is through: the third waits no more, nor does anybody after it.
        alone.Dispose();
        await Task.WhenAll(second, third);
        Assert.True(crashIsolation.EnterAsync(default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gives_up_waiting_blocks_nobody()
    {
        CrashIsolation crashIsolation = new();
        crashIsolation.Suspect(1);
        IDisposable first = await crashIsolation.EnterAsync(default);
        using CancellationTokenSource cancel = new();
        Task<IDisposable> second = crashIsolation.EnterAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        Assert.True(crashIsolation.EnterAsync(default).IsCompletedSuccessfully);
    }
}
