namespace Cortensor.Protocol.Inference;

/// <summary>Runs models. Request in, events out; capabilities are data.</summary>
public interface IInferenceEngine : IAsyncDisposable
{
    /// <summary>What this engine can run now.</summary>
    IReadOnlyList<ModelDescription> Models { get; }

    /// <summary>How many answers may run at once; callers hold back the rest.</summary>
    int Slots { get; }

    /// <summary>The length of the prompt in tokens, template included, without running the model.</summary>
    /// <exception cref="InferenceRefusedException">The request cannot be run; the code says why.</exception>
    ValueTask<int> CountPromptTokensAsync(InferenceRequest request, CancellationToken cancellationToken);

    /// <summary>Runs the request. Cancelling ends the work within one token.</summary>
    /// <exception cref="InferenceRefusedException">The request cannot be run: unknown model, over context, bad arguments.</exception>
    /// <exception cref="InferenceFailedException">The engine broke while it ran; the request may be tried again.</exception>
    IAsyncEnumerable<InferenceEvent> GenerateAsync(InferenceRequest request, CancellationToken cancellationToken);
}
