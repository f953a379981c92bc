using System.Threading.Channels;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>
/// One command at a worker and its replies. Disposing of it before its end cancels the work and waits until the worker has let go.
/// </summary>
internal sealed class WorkerCall : IAsyncDisposable
{
    /// <summary>A cancelled worker answers within one token; one that does not is broken.</summary>
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(5);

    private readonly WorkerProcess _worker;
    private readonly TimeProvider _time;
    private readonly TimeSpan _stallTimeout;
    private readonly long _id;
    private readonly ChannelReader<WireFrame> _replies;
    private bool _sent;
    private bool _over;

    private WorkerCall(WorkerProcess worker, TimeSpan stallTimeout, TimeProvider time)
    {
        _worker = worker;
        _time = time;
        _stallTimeout = stallTimeout;
        (_id, _replies) = worker.Open();
    }

    internal static async Task<WorkerCall> SendAsync(
        WorkerProcess worker,
        Func<long, WireFrame> command,
        TimeSpan stallTimeout,
        TimeProvider time
    )
    {
        WorkerCall call = new(worker, stallTimeout, time);
        try
        {
            await worker.SendAsync(command(call._id), stallTimeout);
            call._sent = true;
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next reply that says something: refusals and failures are thrown, signs of life skipped.</summary>
    /// <exception cref="InferenceRefusedException">The worker refuses the request.</exception>
    /// <exception cref="InferenceFailedException">The worker broke, ended or stalled.</exception>
    internal async Task<WireFrame> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            WireFrame frame = await ReadAsync(_stallTimeout, cancellationToken);
            switch (frame)
            {
                case ProgressEvent:
                    break;
                case RefusedEvent refused:
                    throw new InferenceRefusedException(refused.Code, refused.Message);
                case FailedEvent failed:
                    throw new InferenceFailedException(failed.Message);
                case CancelledEvent:
                    throw new InferenceFailedException("The worker cancelled an answer that nobody had cancelled.");
                default:
                    return frame;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_sent && !_over)
            {
                await _worker.SendAsync(new CancelCommand(_id), CancelGrace);
                while (!_over)
                {
                    _ = await ReadAsync(CancelGrace, CancellationToken.None);
                }
            }
        }
        catch (InferenceFailedException)
        {
            // The worker is gone or has been killed; the slot gets a new one.
        }
        finally
        {
            _worker.Close(_id);
        }
    }

    private async Task<WireFrame> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            WireFrame frame = await _replies.ReadAsync(cancellationToken).AsTask().WaitAsync(timeout, _time, cancellationToken);
            _over = frame is DoneEvent or CancelledEvent or RefusedEvent or FailedEvent or CountedEvent or PongEvent;
            return frame;
        }
        catch (TimeoutException e)
        {
            _over = true;
            _worker.Kill(InferenceFailureCodes.WorkerStalled, $"it said nothing for {timeout.TotalSeconds} s");
            throw new InferenceFailedException("The worker stalled.", e, InferenceFailureCodes.WorkerStalled);
        }
        catch (ChannelClosedException e)
        {
            _over = true;
            throw e.InnerException as InferenceFailedException
                ?? new InferenceFailedException("The worker ended.", e, InferenceFailureCodes.WorkerEnded);
        }
        catch (InferenceFailedException)
        {
            _over = true;
            throw;
        }
    }
}
