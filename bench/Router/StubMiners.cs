namespace Cortensor.Bench.Router;

/// <summary>All stub miners in one process, as the stub's threads are.</summary>
internal static class StubMiners
{
    public static async Task RunAsync(
        Uri router,
        int tokens,
        TimeSpan pace,
        int frame,
        TimeProvider time,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        string[] words = [.. BenchAnswer.Words(tokens)];
        List<Task> serving = [];
        for (int index = 0; index < BenchKeys.Miners; index++)
        {
            serving.Add(await new StubMiner(router, BenchKeys.Miner(index), words, pace, frame, time).StartAsync(cancellationToken));
        }

        await output.WriteLineAsync("connected");
        await output.FlushAsync(cancellationToken);
        await Task.WhenAny([.. serving, StubServer.WaitForInputEndAsync(cancellationToken)]);
    }
}
