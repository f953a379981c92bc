using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Cortensor.Inference.Worker;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>
/// Runs one model with llama.cpp in worker processes, several answers together in each: a crash in native code costs the answers of one
/// worker.
/// </summary>
public sealed class LlamaEngine : IInferenceEngine, IEngineHealth
{
    private const string Release = "llama.cpp-c0c7e147;llamasharp-0.30.0";

    private readonly LlamaEngineOptions _options;
    private readonly IReadOnlyList<WorkerSupervisor> _slots;
    private readonly EngineInstruments _instruments;
    private readonly TimeProvider _time;
    private long _sharedPromptTokens;

    private LlamaEngine(
        LlamaEngineOptions options,
        IReadOnlyList<WorkerSupervisor> slots,
        ReadyEvent ready,
        EngineInstruments instruments,
        TimeProvider time
    )
    {
        _instruments = instruments;
        _options = options;
        _slots = slots;
        _time = time;
        Models =
        [
            new ModelDescription(
                options.Model,
                ready.ContextTokens,
                options.WeightsSha256,
                NumericsProfile(ready.Backend, options.GpuLayers)
            ),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelDescription> Models { get; }

    /// <inheritdoc/>
    public int Slots => _slots.Count * _options.Sequences;

    /// <inheritdoc/>
    public string? Problem => WorkerPids.Any() ? null : "No worker process serves; they are started again with growing pauses.";

    /// <summary>The worker processes that serve now.</summary>
    internal IEnumerable<int> WorkerPids => _slots.Select(slot => slot.Pid).OfType<int>();

    /// <summary>Prompt tokens that the workers did not have to read again.</summary>
    internal long SharedPromptTokens => Interlocked.Read(ref _sharedPromptTokens);

    /// <summary>
    /// What answers are comparable under: library release, backend, layers on a GPU, KV cache type, flash attention (protocol section 5).
    /// </summary>
    /// <param name="backend">The build that runs, such as <c>avx2</c>.</param>
    /// <param name="gpuLayers">Layers that a GPU computes.</param>
    public static string NumericsProfile(string backend, int gpuLayers) =>
        gpuLayers == 0 ? $"{Release};{backend};kv=f16;fa=off" : $"{Release};{backend};ngl={gpuLayers};kv=f16;fa=off";

    /// <summary>Starts the workers and waits until each has loaded the model.</summary>
    /// <exception cref="EngineStartException">Something is missing, damaged or not supported; the code says what.</exception>
    /// <exception cref="OptionsValidationException">The options are wrong; every fault is listed.</exception>
    public static async Task<LlamaEngine> StartAsync(
        LlamaEngineOptions options,
        ILoggerFactory? loggers,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ValidateOptionsResult valid = new LlamaEngineOptionsValidator().Validate(null, options);
        if (valid.Failed)
        {
            throw new OptionsValidationException(nameof(LlamaEngineOptions), typeof(LlamaEngineOptions), valid.Failures);
        }

        ILogger logger = loggers?.CreateLogger<LlamaEngine>() ?? NullLogger<LlamaEngine>.Instance;
        WorkerSettings settings = new(
            options.Backend,
            Path.GetFullPath(options.BackendDirectory ?? AppContext.BaseDirectory),
            options.GpuLayers,
            Path.GetFullPath(options.ModelPath),
            options.ContextTokens,
            options.Sequences,
            options.Threads
        );
        EngineInstruments instruments = new();
        List<WorkerSupervisor> slots = [];
        try
        {
            for (int i = 0; i < options.Workers; i++)
            {
                slots.Add(await WorkerSupervisor.StartAsync(settings, options, logger, instruments, time, cancellationToken));
            }

            WorkerProcess first = await slots[0].WorkerAsync(cancellationToken);
            return new LlamaEngine(options, slots, first.Ready, instruments, time);
        }
        catch (Exception e)
        {
            foreach (WorkerSupervisor slot in slots)
            {
                await slot.DisposeAsync();
            }

            instruments.Dispose();
            if (e is WorkerStartException failed)
            {
                throw failed.ToPublic();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> CountPromptTokensAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        WorkerProcess worker = await _slots[0].WorkerAsync(cancellationToken);
        await using WorkerCall call = await WorkerCall.SendAsync(worker, id => new CountCommand(id, request), _options.StallTimeout, _time);
        return await call.NextAsync(cancellationToken) is CountedEvent counted
            ? counted.PromptTokens
            : throw new InferenceFailedException("The worker answered something else.", code: InferenceFailureCodes.WorkerGarbled);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<InferenceEvent> GenerateAsync(
        InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Check(request);
        WorkerSupervisor slot =
            _slots.OrderBy(slot => slot.Taken).FirstOrDefault(slot => slot.TryTake())
            ?? throw new InferenceRefusedException(InferenceRefusalCodes.NoSlot, "Every slot of the engine is busy.");
        using Activity? span = _instruments.Began();
        try
        {
            using IDisposable turn = await slot.CrashIsolation.EnterAsync(cancellationToken);
            WorkerProcess worker = await CountedAsync(slot.WorkerAsync(cancellationToken));
            await using WorkerCall call = await CountedAsync(
                WorkerCall.SendAsync(worker, id => new GenerateCommand(id, request), _options.StallTimeout, _time)
            );
            RunningAnswer answer = new();
            while (answer.Completed is null)
            {
                WireFrame frame = await CountedAsync(call.NextAsync(cancellationToken));
                if (frame is PromptEvent prompt)
                {
                    _instruments.Prompted(prompt.PromptTokens, prompt.SharedTokens);
                    _ = Interlocked.Add(ref _sharedPromptTokens, prompt.SharedTokens);
                }

                yield return answer.Add(frame);
            }
        }
        finally
        {
            _instruments.Ended();
            slot.Release();
        }
    }

    private async Task<T> CountedAsync<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (InferenceFailedException e)
        {
            _instruments.Failed(e.Code);
            throw;
        }
        catch (InferenceRefusedException e)
        {
            _instruments.Refused(e.Code);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (WorkerSupervisor slot in _slots)
        {
            await slot.DisposeAsync();
        }

        _instruments.Dispose();
    }

    private void Check(InferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Model != _options.Model)
        {
            throw new InferenceRefusedException(
                InferenceRefusalCodes.UnknownModel,
                $"This engine runs {_options.Model}, not {request.Model}."
            );
        }

        if (InferenceRequestRule.Check(request) is { } refusal)
        {
            throw refusal.ToException();
        }
    }

    /// <summary>Collects the frames of one answer.</summary>
    private sealed class RunningAnswer
    {
        private readonly List<int> _tokens = [];
        private readonly StringBuilder _text = new();
        private int _promptTokens;

        public InferenceCompleted? Completed { get; private set; }

        public InferenceEvent Add(WireFrame frame)
        {
            switch (frame)
            {
                case PromptEvent prompt:
                    _promptTokens = prompt.PromptTokens;
                    return new PromptEvaluated(prompt.PromptTokens);
                case TokenEvent token:
                    _tokens.Add(token.Token);
                    _ = _text.Append(token.Text);
                    return new TokenGenerated(token.Token, token.Text);
                case DoneEvent done:
                    return Completed = new InferenceCompleted(_tokens, _text.ToString(), _promptTokens, done.Finish);
                default:
                    throw new InferenceFailedException($"The worker answered '{frame.Type}'.", code: InferenceFailureCodes.WorkerGarbled);
            }
        }
    }
}
