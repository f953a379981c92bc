using Cortensor.Inference.Worker;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Logging;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>Keeps one worker alive: when it ends or does not answer any more, another takes its place after a growing pause.</summary>
internal sealed class WorkerSupervisor : IAsyncDisposable
{
    private readonly WorkerSettings _settings;
    private readonly LlamaEngineOptions _options;
    private readonly ILogger _logger;
    private readonly EngineInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _supervision;
    private WorkerOffer _workerOffer = new();
    private WorkerProcess? _serving;
    private int _taken;

    private WorkerSupervisor(
        WorkerProcess first,
        WorkerSettings settings,
        LlamaEngineOptions options,
        ILogger logger,
        EngineInstruments instruments,
        TimeProvider time
    )
    {
        _instruments = instruments;
        _settings = settings;
        _options = options;
        _logger = logger;
        _time = time;
        _supervision = SuperviseAsync(first);
    }

    /// <exception cref="WorkerStartException">The first worker did not come up.</exception>
    internal static async Task<WorkerSupervisor> StartAsync(
        WorkerSettings settings,
        LlamaEngineOptions options,
        ILogger logger,
        EngineInstruments instruments,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        WorkerProcess first = await WorkerProcess.StartAsync(settings, options.StartTimeout, logger, time, cancellationToken);
        return new WorkerSupervisor(first, settings, options, logger, instruments, time);
    }

    /// <summary>Answers that are being made or wait for the worker.</summary>
    internal int Taken => Volatile.Read(ref _taken);

    /// <summary>Who may run beside whom.</summary>
    internal CrashIsolation CrashIsolation { get; } = new();

    /// <summary>Takes a place for one answer; false when all are taken.</summary>
    internal bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= _options.Sequences)
        {
            return true;
        }

        Release();
        return false;
    }

    internal void Release() => _ = Interlocked.Decrement(ref _taken);

    /// <summary>The process that serves now, for tests that harm it; null while none does.</summary>
    internal int? Pid => Volatile.Read(ref _serving)?.Pid;

    /// <summary>The slot's worker; waits for one that is restarting.</summary>
    /// <exception cref="InferenceFailedException">None came up in time, or none ever will.</exception>
    internal async Task<WorkerProcess> WorkerAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                WorkerOffer workerOffer = Volatile.Read(ref _workerOffer);
                WorkerProcess worker = await workerOffer.Worker.Task.WaitAsync(_options.StartTimeout, _time, cancellationToken);
                if (!worker.Ended.IsCompleted)
                {
                    return worker;
                }

                await workerOffer.Left.Task.WaitAsync(_options.StartTimeout, _time, cancellationToken);
            }
        }
        catch (TimeoutException e)
        {
            throw new InferenceFailedException("The worker is still restarting.", e, InferenceFailureCodes.WorkerUnavailable);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _supervision;
        _stop.Dispose();
    }

    private async Task SuperviseAsync(WorkerProcess first)
    {
        RestartBackoff backoff = new(_options.MaxRestartDelay);
        WorkerProcess? worker = first;
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                worker ??= await TryStartAsync(backoff);
                if (worker is not null)
                {
                    await ServeAsync(worker, backoff);
                    worker = null;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The engine is being disposed of.
        }
        catch (WorkerStartException e)
        {
            Log.WorkerGivenUp(_logger, e.Message);
            Leave(new InferenceFailedException(e.Message, e, InferenceFailureCodes.WorkerUnavailable));
            return;
        }

        Leave(new InferenceFailedException("The engine has stopped.", code: InferenceFailureCodes.WorkerUnavailable));
    }

    /// <summary>Sends whoever waits to a new place: one that a worker will take, or one that says why none will.</summary>
    private void Leave(InferenceFailedException? forGood)
    {
        WorkerOffer next = new();
        if (forGood is not null)
        {
            next.Worker.SetException(forGood);
            _ = next.Worker.Task.Exception; // Observed: nobody may be waiting.
        }

        WorkerOffer last = Interlocked.Exchange(ref _workerOffer, next);
        _ = last.Worker.TrySetException(
            forGood ?? new InferenceFailedException("The worker ended.", code: InferenceFailureCodes.WorkerEnded)
        );
        _ = last.Worker.Task.Exception;
        _ = last.Left.TrySetResult();
    }

    /// <summary>Offers the worker until it ends.</summary>
    private async Task ServeAsync(WorkerProcess worker, RestartBackoff backoff)
    {
        await using (worker)
        {
            Log.WorkerReady(_logger, worker.Pid, _options.Model.Value, worker.Ready.Backend, worker.Ready.ContextTokens);
            Volatile.Write(ref _serving, worker);
            _workerOffer.Worker.SetResult(worker);
            string reason = await WatchAsync(worker);
            Volatile.Write(ref _serving, null);
            _instruments.WorkerReplaced(worker.EndCode);
            if (worker.Unanswered > 1)
            {
                Log.OneAtATime(_logger, worker.Pid, worker.Unanswered);
                CrashIsolation.Suspect(worker.Unanswered);
            }

            Leave(forGood: null);
            TimeSpan delay = backoff.After(_time.GetElapsedTime(worker.StartedAt));
            Log.WorkerEnded(_logger, worker.Pid, reason, delay.TotalMilliseconds);
            await Task.Delay(delay, _time, _stop.Token);
        }
    }

    /// <summary>Asks the worker now and then whether it is there, busy or idle, until it ends; kills it when it does not say.</summary>
    private async Task<string> WatchAsync(WorkerProcess worker)
    {
        using PeriodicTimer pace = new(_options.PingInterval, _time);
        Task<bool> tick = pace.WaitForNextTickAsync(_stop.Token).AsTask();
        while (await Task.WhenAny(worker.Ended, tick) == tick)
        {
            _ = await tick;
            try
            {
                await using WorkerCall ping = await WorkerCall.SendAsync(
                    worker,
                    static id => new PingCommand(id),
                    _options.PingTimeout,
                    _time
                );
                _ = await ping.NextAsync(_stop.Token);
            }
            catch (InferenceFailedException)
            {
                // It ended, or was killed for its silence: the end follows.
            }

            tick = pace.WaitForNextTickAsync(_stop.Token).AsTask();
        }

        return await worker.Ended;
    }

    private async Task<WorkerProcess?> TryStartAsync(RestartBackoff backoff)
    {
        try
        {
            return await WorkerProcess.StartAsync(_settings, _options.StartTimeout, _logger, _time, _stop.Token);
        }
        catch (WorkerStartException e) when (!e.IsPermanent)
        {
            TimeSpan delay = backoff.After(TimeSpan.Zero);
            Log.WorkerDidNotStart(_logger, e.Message, delay.TotalMilliseconds);
            await Task.Delay(delay, _time, _stop.Token);
            return null;
        }
    }

    /// <summary>Where a worker is waited for.</summary>
    private sealed class WorkerOffer
    {
        public TaskCompletionSource<WorkerProcess> Worker { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when the worker has gone and another place counts.</summary>
        public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
