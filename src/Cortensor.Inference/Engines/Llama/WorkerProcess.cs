using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Cortensor.Inference.Worker;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Logging;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>One running worker: frames go in, replies come out by command number, and its end is an event.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>Frames that may wait for their reader beyond one a token: prompt, progress, end.</summary>
    private const int SpareReplies = 1024;

    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long after its pipe broke a worker may take to end by itself.</summary>
    private static readonly TimeSpan BrokenPipeGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly WireReader _reader;
    private readonly WireWriter _writer;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Channel<WireFrame>> _replies = [];
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkerErrorOutput _errors;
    private (string Code, string Reason)? _killed;
    private long _lastId;
    private Task _pump = Task.CompletedTask;

    private WorkerProcess(Process process, ILogger logger, TimeProvider time)
    {
        _process = process;
        Pid = process.Id;
        _logger = logger;
        _time = time;
        StartedAt = time.GetTimestamp();
        _reader = new WireReader(process.StandardOutput.BaseStream);
        _writer = new WireWriter(process.StandardInput.BaseStream);
        _errors = new WorkerErrorOutput(process.StandardError, line => Log.WorkerSays(logger, Pid, line));
    }

    internal int Pid { get; }

    internal long StartedAt { get; }

    /// <summary>What the worker said about its model.</summary>
    internal ReadyEvent Ready { get; private set; } = null!;

    /// <summary>Ends with the reason when the worker is gone.</summary>
    internal Task<string> Ended => _ended.Task;

    /// <summary>Once it has ended: the code of what ended it, one of <see cref="InferenceFailureCodes"/>.</summary>
    internal string EndCode => _killed?.Code ?? InferenceFailureCodes.WorkerEnded;

    /// <summary>Once it has ended: how many commands it had not answered.</summary>
    internal int Unanswered { get; private set; }

    /// <summary>Starts a worker and waits until its model is loaded.</summary>
    /// <exception cref="WorkerStartException">It did not come up.</exception>
    internal static async Task<WorkerProcess> StartAsync(
        WorkerSettings settings,
        TimeSpan timeout,
        ILogger logger,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        Process process =
            Process.Start(WorkerLocator.StartInfo(settings))
            ?? throw new WorkerStartException(EngineStartCodes.WorkerFailed, isPermanent: false, "The worker process did not start.");
        WorkerProcess worker = new(process, logger, time);
        try
        {
            worker.Ready = await worker.HandshakeAsync(timeout, cancellationToken);
            worker._pump = worker.PumpAsync();
            return worker;
        }
        catch
        {
            worker.Kill(InferenceFailureCodes.WorkerUnavailable, "it did not come up");
            worker._ended.TrySetResult("it did not come up");
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>A number and a place for the replies of a new command. Close it with <see cref="Close"/>.</summary>
    /// <exception cref="InferenceFailedException">The worker is gone.</exception>
    internal (long Id, ChannelReader<WireFrame> Replies) Open()
    {
        Channel<WireFrame> channel = Channel.CreateBounded<WireFrame>(
            new BoundedChannelOptions(Ready.ContextTokens + SpareReplies) { SingleReader = true, SingleWriter = true }
        );
        lock (_lock)
        {
            if (Ended.IsCompleted)
            {
                throw new InferenceFailedException(
                    "The worker has just ended; a new one is on its way.",
                    code: InferenceFailureCodes.WorkerEnded
                );
            }

            _replies[++_lastId] = channel;
            return (_lastId, channel.Reader);
        }
    }

    internal void Close(long id)
    {
        lock (_lock)
        {
            _ = _replies.Remove(id);
        }
    }

    /// <exception cref="InferenceFailedException">The worker is gone or takes nothing in.</exception>
    internal async Task SendAsync(WireFrame frame, TimeSpan timeout)
    {
        Exception? broken = null;
        await _sending.WaitAsync();
        try
        {
            // A worker that reads nothing would block the write for good; killing it is what ends the write.
            await Task.Run(() => _writer.Write(frame)).WaitAsync(timeout, _time);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            broken = e;
        }
        catch (TimeoutException e)
        {
            Kill(InferenceFailureCodes.WorkerStalled, "it takes nothing in");
            throw new InferenceFailedException("The worker takes nothing in.", e, InferenceFailureCodes.WorkerStalled);
        }
        finally
        {
            _ = _sending.Release();
        }

        if (broken is not null)
        {
            // The pipe breaks before the end is noticed, and until then the next request would be sent to this worker too.
            await EndAfterBrokenPipeAsync();
            throw new InferenceFailedException("The worker ended.", broken, InferenceFailureCodes.WorkerEnded);
        }
    }

    private async Task EndAfterBrokenPipeAsync()
    {
        try
        {
            _ = await Ended.WaitAsync(BrokenPipeGrace, _time);
        }
        catch (TimeoutException)
        {
            // It closed its input and lives on: nothing can reach it any more.
            Kill(InferenceFailureCodes.WorkerEnded, "it closed its input");
            _ = await Ended;
        }
    }

    internal void Kill(string code, string reason)
    {
        lock (_lock)
        {
            if (_killed is not null || _process.HasExited)
            {
                return;
            }

            _killed = (code, reason);
        }

        Log.WorkerKilled(_logger, Pid, code, reason);
        _process.Kill();
    }

    /// <summary>Closes the worker's input, which ends it; kills it when that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A write was cut short by the worker's end; there is nothing left to close.
        }

        await WaitForExitAsync();
        await _pump;
        await _errors.End;
        _process.Dispose();
        _sending.Dispose();
    }

    private async Task<ReadyEvent> HandshakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            WireFrame? first = await _reader.ReadAsync(cancellationToken).AsTask().WaitAsync(timeout, _time, cancellationToken);
            return first switch
            {
                ReadyEvent ready => ready,
                FatalEvent fatal => throw new WorkerStartException(CodeOf(fatal.ExitCode), isPermanent: true, fatal.Message),
                null => throw new WorkerStartException(EngineStartCodes.WorkerFailed, isPermanent: false, await DescribeExitAsync()),
                _ => throw new JsonException($"'{first.Type}' came before 'ready'."),
            };
        }
        catch (TimeoutException)
        {
            throw new WorkerStartException(
                EngineStartCodes.WorkerFailed,
                isPermanent: false,
                $"The worker was silent for {timeout.TotalSeconds} s."
            );
        }
        catch (JsonException e)
        {
            throw new WorkerStartException(
                EngineStartCodes.WorkerFailed,
                isPermanent: false,
                $"The worker speaks another language: {e.Message}"
            );
        }
    }

    private static string CodeOf(int exitCode) =>
        exitCode switch
        {
            WorkerExitCodes.NativeMissing => EngineStartCodes.NativeMissing,
            WorkerExitCodes.NativeMismatch => EngineStartCodes.NativeMismatch,
            WorkerExitCodes.ModelUnreadable => EngineStartCodes.ModelUnreadable,
            WorkerExitCodes.ModelUnsupported => EngineStartCodes.ModelUnsupported,
            _ => EngineStartCodes.WorkerFailed,
        };

    private async Task PumpAsync()
    {
        try
        {
            while (await _reader.ReadAsync(CancellationToken.None) is { } frame)
            {
                Deliver(frame);
            }
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            Kill(InferenceFailureCodes.WorkerGarbled, $"it speaks nonsense: {e.Message}");
        }

        string reason = await DescribeExitAsync();
        lock (_lock)
        {
            Unanswered = _replies.Count;
            _ = _ended.TrySetResult(reason);
            foreach (Channel<WireFrame> channel in _replies.Values)
            {
                _ = channel.Writer.TryComplete(
                    new InferenceFailedException($"The worker ended while it answered: {reason}", code: EndCode)
                );
            }
        }
    }

    private void Deliver(WireFrame frame)
    {
        if (frame is not IReplyFrame reply)
        {
            throw new JsonException($"'{frame.Type}' out of place.");
        }

        lock (_lock)
        {
            // Signs of life may be lost on a reader that is slow; everything else is bounded by what was asked.
            if (
                _replies.TryGetValue(reply.Id, out Channel<WireFrame>? channel)
                && !channel.Writer.TryWrite(frame)
                && frame is not ProgressEvent
            )
            {
                throw new JsonException("It answered more than it was asked.");
            }
        }
    }

    private async Task<string> DescribeExitAsync()
    {
        await WaitForExitAsync();
        await _errors.End;
        string because = _killed is { } killed ? $"killed because {killed.Reason}" : $"exit code {_process.ExitCode}";
        return _errors.Last is { Length: > 0 } said ? $"{because}; last words: {said}" : because;
    }

    private async Task WaitForExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(ExitGrace, _time);
        }
        catch (TimeoutException)
        {
            Kill(InferenceFailureCodes.WorkerStalled, "it does not end");
            await _process.WaitForExitAsync();
        }
    }
}
