using Cortensor.Inference.Engines.Llama;

namespace Cortensor.Tests.Inference.Engines.Llama;

public sealed class CautionTests
{
    [Fact]
    public async Task Answers_run_together_until_some_were_lost_together()
    {
        Caution caution = new();
        using (await caution.EnterAsync(default))
        using (await caution.EnterAsync(default))
        {
            caution.Suspect(2);
        }

        // Who was there before the loss does not count as one of those that were tried alone.
        IDisposable first = await caution.EnterAsync(default);
        Task<IDisposable> second = caution.EnterAsync(default);
        Task<IDisposable> third = caution.EnterAsync(default);
        Assert.False(second.IsCompleted || third.IsCompleted);
        first.Dispose();
        IDisposable alone = await await Task.WhenAny(second, third);
        Assert.False(second.IsCompleted && third.IsCompleted);

        // The second suspect is through: the third waits no more, nor does anybody after it.
        alone.Dispose();
        await Task.WhenAll(second, third);
        Assert.True(caution.EnterAsync(default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gives_up_waiting_blocks_nobody()
    {
        Caution caution = new();
        caution.Suspect(1);
        IDisposable first = await caution.EnterAsync(default);
        using CancellationTokenSource cancel = new();
        Task<IDisposable> second = caution.EnterAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        Assert.True(caution.EnterAsync(default).IsCompletedSuccessfully);
    }
}
