using System.Runtime.CompilerServices;
using Cortensor.Protocol.Inference;

namespace Cortensor.Tests.Miner;

/// <summary>An engine whose answer a test holds in its hand: fixed pieces, a gate before each token, failures on demand.</summary>
internal sealed class GatedEngine(params string[] pieces) : IInferenceEngine
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tokens that come before the gate holds; all by default.</summary>
    public int HoldAfter { get; set; } = int.MaxValue;

    /// <summary>Throws this before the token with that position, once; −1 is before the prompt.</summary>
    public (int Position, Exception Exception)? Fault { get; set; }

    public List<InferenceRequest> Requests { get; } = [];

    public IReadOnlyList<ModelDescription> Models { get; } = [new ModelDescription(QueueWorld.Model, 2048, default, "test")];

    public int Slots { get; init; } = 2;

    public void Open() => _open.TrySetResult();

    public ValueTask<int> CountPromptTokensAsync(InferenceRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(3);

    public async IAsyncEnumerable<InferenceEvent> GenerateAsync(
        InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        lock (Requests)
        {
            Requests.Add(request);
        }

        ThrowAt(-1);
        yield return new PromptEvaluated(3);
        List<int> tokens = [];
        for (int i = request.Prefix.Count; i < pieces.Length && tokens.Count < request.MaxTokens; i++)
        {
            if (i >= HoldAfter)
            {
                await _open.Task.WaitAsync(cancellationToken);
            }

            ThrowAt(i);
            tokens.Add(100 + i);
            yield return new TokenGenerated(100 + i, pieces[i]);
        }

        string text = string.Concat(pieces.Skip(request.Prefix.Count).Take(tokens.Count));
        yield return new InferenceCompleted(tokens, text, 3, FinishReason.Stop);
    }

    private void ThrowAt(int position)
    {
        if (Fault is { } fault && fault.Position == position)
        {
            Fault = null;
            throw fault.Exception;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
