using System.Text.Json;
using Cortensor.Chain.Rpc.Wire;

namespace Cortensor.Chain.Rpc;

/// <summary>Joins calls that are made at the same time into JSON-RPC batches.</summary>
/// <remarks>
/// A call that finds the line free goes at once and alone; calls wait, and are joined, only while as many requests as allowed are under
/// way. So batching adds no delay when little happens, and bounds the number of requests when much does. An endpoint that refuses batches,
/// or whose answer to one is larger than is read, gets halves of them, down to single calls.
/// </remarks>
public sealed class BatchingRpcTransport(HttpRpcTransport http, int mostPerBatch, int mostUnderWay) : IRpcTransport
{
    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _queue = [];
    private int _underWay;
    private volatile int _limit = mostPerBatch;

    /// <summary>Calls that one request may hold now; 1 once the endpoint turned out to take no batches.</summary>
    public int BatchLimit => _limit;

    /// <inheritdoc/>
    public Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default)
    {
        Waiting waiting = new(new RpcCall(method, parameters), cancellationToken);
        lock (_lock)
        {
            _queue.Enqueue(waiting);
            if (_underWay == mostUnderWay)
            {
                return waiting.Answer.Task.WaitAsync(cancellationToken);
            }

            _underWay++;
        }

        _ = Task.Run(DrainAsync, CancellationToken.None);
        return waiting.Answer.Task.WaitAsync(cancellationToken);
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            List<Waiting> batch = [];
            lock (_lock)
            {
                while (batch.Count < _limit && _queue.TryDequeue(out Waiting? next))
                {
                    if (!next.Cancellation.IsCancellationRequested)
                    {
                        batch.Add(next);
                    }
                }

                if (batch.Count == 0)
                {
                    _underWay--;
                    return;
                }
            }

            await SendAsync(batch);
        }
    }

    private async Task SendAsync(List<Waiting> batch)
    {
        try
        {
            if (batch.Count == 1)
            {
                RpcCall only = batch[0].Call;
                batch[0].Answer.SetResult(await http.CallAsync(only.Method, only.Parameters, CancellationToken.None));
                return;
            }

            RpcAnswer[] answers = await http.CallAsync([.. batch.Select(static waiting => waiting.Call)], CancellationToken.None);
            for (int index = 0; index < batch.Count; index++)
            {
                batch[index].Finish(answers[index]);
            }
        }
        catch (BatchRefusedException)
        {
            _limit = Math.Min(_limit, batch.Count / 2);
            await SendHalvesAsync(batch);
        }
        catch (RpcUnreachableException tooLarge) when (tooLarge.Fault == RpcFault.TooLarge && batch.Count > 1)
        {
            // Of all answers together: each alone may be small enough, and so may be those of the next batch.
            await SendHalvesAsync(batch);
        }
        catch (Exception failure)
        {
            // Whatever it is, those who wait must hear of it: nobody else awaits this.
            foreach (Waiting waiting in batch)
            {
                waiting.Finish(RpcAnswer.Of(failure));
            }
        }
    }

    private async Task SendHalvesAsync(List<Waiting> batch)
    {
        int half = batch.Count / 2;
        await SendAsync(batch[..half]);
        foreach (Waiting[] rest in batch[half..].Chunk(half))
        {
            await SendAsync([.. rest]);
        }
    }

    private sealed record Waiting(RpcCall Call, CancellationToken Cancellation)
    {
        public TaskCompletionSource<JsonElement> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Finish(RpcAnswer answer) =>
            _ = answer.Failure is null ? Answer.TrySetResult(answer.Result) : Answer.TrySetException(answer.Failure);
    }
}
