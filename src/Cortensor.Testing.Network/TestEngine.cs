using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cortensor.Inference.Engines.Scripted;
using Cortensor.Protocol.Inference;

namespace Cortensor.Testing.Network;

/// <summary>
/// A miner's scripted engine in a test's hand: what it says, where it stops and waits, where it breaks. Changes hold for tokens still to
/// come.
/// </summary>
public sealed class TestEngine : IInferenceEngine
{
    private static readonly Gate Open = new(int.MaxValue);

    private readonly ScriptedEngine _scripted;
    private readonly ConcurrentQueue<InferenceRequest> _requests = new();
    private volatile Gate _gate = Open;
    private Fault? _fault;

    internal TestEngine(TestNetworkOptions options, TimeProvider time)
    {
        Script = options.Script;
        _scripted = new ScriptedEngine(
            new ScriptedEngineOptions
            {
                Models = [TestNetwork.Model],
                ContextTokens = options.ContextTokens,
                Slots = options.EngineSlots,
                Script = request => Script(request),
            },
            time
        );
    }

    /// <summary>The whole answer to a request.</summary>
    public Func<InferenceRequest, string> Script { get; set; }

    /// <summary>Every request it was given, a retry of the same one included.</summary>
    public IReadOnlyCollection<InferenceRequest> Requests => _requests;

    /// <inheritdoc/>
    public IReadOnlyList<ModelDescription> Models => _scripted.Models;

    /// <inheritdoc/>
    public int Slots => _scripted.Slots;

    /// <summary>Answers this, whatever is asked.</summary>
    public void Say(string answer) => Script = _ => answer;

    /// <summary>Stops every answer before the token at this position, until <see cref="Release"/>.</summary>
    public void HoldAt(int position)
    {
        Gate old = _gate;
        _gate = new Gate(position);
        _ = old.Opened.TrySetResult();
    }

    /// <summary>Lets every answer go on.</summary>
    public void Release() => HoldAt(int.MaxValue);

    /// <summary>Done when an answer has come to the place where it is held.</summary>
    public Task WhenHeldAsync(CancellationToken cancellationToken = default) => _gate.Reached.Task.WaitAsync(cancellationToken);

    /// <summary>Breaks the next answer that comes to this position, once.</summary>
    public void FailOnceAt(int position, Exception exception) => _fault = new Fault(position, exception);

    /// <inheritdoc/>
    public ValueTask<int> CountPromptTokensAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        _scripted.CountPromptTokensAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<InferenceEvent> GenerateAsync(
        InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        _requests.Enqueue(request);
        int position = request.Prefix.Count;
        await foreach (InferenceEvent step in _scripted.GenerateAsync(request, cancellationToken))
        {
            if (step is TokenGenerated)
            {
                await PassAsync(position++, cancellationToken);
            }

            yield return step;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _scripted.DisposeAsync();

    private async Task PassAsync(int position, CancellationToken cancellationToken)
    {
        while (_gate is var gate && position >= gate.Position)
        {
            _ = gate.Reached.TrySetResult();
            await gate.Opened.Task.WaitAsync(cancellationToken);
        }

        if (
            _fault is { } fault
            && position >= fault.Position
            && ReferenceEquals(Interlocked.CompareExchange(ref _fault, null, fault), fault)
        )
        {
            throw fault.Exception;
        }
    }

    private sealed class Gate(int position)
    {
        public int Position => position;

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Fault(int Position, Exception Exception);
}
