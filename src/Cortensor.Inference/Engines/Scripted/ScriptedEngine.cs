using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Cortensor.Inference.Worker.Generation;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Options;

namespace Cortensor.Inference.Engines.Scripted;

/// <summary>Answers from a script, token by token, for dev chains and tests. Nodes refuse it elsewhere.</summary>
/// <remarks>
/// Tokens are word pieces, temperature and key play no part. Stop sequences, limits and continued answers behave as with a real engine,
/// with the same code.
/// </remarks>
public sealed class ScriptedEngine : IInferenceEngine
{
    /// <summary>The numerics profile of scripted answers.</summary>
    public const string NumericsProfile = "scripted";

    private readonly ScriptedEngineOptions _options;
    private readonly EngineInstruments _instruments = new();
    private readonly TimeProvider _time;
    private int _running;

    /// <exception cref="OptionsValidationException">The options are wrong; every fault is listed.</exception>
    public ScriptedEngine(ScriptedEngineOptions options, TimeProvider time)
    {
        ValidateOptionsResult valid = new ScriptedEngineOptionsValidator().Validate(null, options);
        if (valid.Failed)
        {
            throw new OptionsValidationException(nameof(ScriptedEngineOptions), typeof(ScriptedEngineOptions), valid.Failures);
        }

        _options = options;
        _time = time;
        Models =
        [
            .. options.Models.Select(model => new ModelDescription(model, options.ContextTokens, default, NumericsProfile)
            {
                Capabilities = EngineCapabilities.Continuation,
            }),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelDescription> Models { get; }

    /// <inheritdoc/>
    public int Slots => _options.Slots;

    /// <inheritdoc/>
    public ValueTask<int> CountPromptTokensAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Count(request));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<InferenceEvent> GenerateAsync(
        InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        int promptTokens = Count(request);
        if (Interlocked.Increment(ref _running) > _options.Slots)
        {
            _ = Interlocked.Decrement(ref _running);
            throw new InferenceRefusedException(InferenceRefusalCodes.NoSlot, "Every slot of the engine is busy.");
        }

        using Activity? span = _instruments.Began();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _instruments.Prompted(promptTokens, shared: 0);
            yield return new PromptEvaluated(promptTokens);
            IReadOnlyList<string> pieces = WordPieces.Split(_options.Script(request));
            AnswerText text = new(request.Stop);
            foreach (string piece in pieces.Take(request.Prefix.Count))
            {
                text.Replay(Encoding.UTF8.GetBytes(piece));
            }

            List<TokenGenerated> told = [];
            int room = Math.Min(request.MaxTokens, _options.ContextTokens - promptTokens - request.Prefix.Count);
            int made = 0;
            for (int i = request.Prefix.Count; i < pieces.Count && made < room && !text.Stopped; i++, made++)
            {
                if (_options.TokenDelay > TimeSpan.Zero)
                {
                    await Task.Delay(_options.TokenDelay, _time, cancellationToken);
                }

                cancellationToken.ThrowIfCancellationRequested();
                foreach ((int token, string certain) in text.Push(WordPieces.Id(pieces[i]), Encoding.UTF8.GetBytes(pieces[i])))
                {
                    told.Add(new TokenGenerated(token, certain));
                    yield return told[^1];
                }
            }

            if (text.Finish() is { } last)
            {
                told.Add(new TokenGenerated(last.Token, last.Text));
                yield return told[^1];
            }

            FinishReason finish = text.Stopped || request.Prefix.Count + made >= pieces.Count ? FinishReason.Stop : FinishReason.Length;
            yield return new InferenceCompleted(
                [.. told.Select(token => token.Token)],
                string.Concat(told.Select(token => token.Text)),
                promptTokens,
                finish
            );
        }
        finally
        {
            _instruments.Ended();
            _ = Interlocked.Decrement(ref _running);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _instruments.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Count(InferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_options.Models.Contains(request.Model))
        {
            throw new InferenceRefusedException(InferenceRefusalCodes.UnknownModel, $"This engine does not run {request.Model}.");
        }

        if (InferenceRequestRule.Check(request) is { } refusal)
        {
            throw refusal.ToException();
        }

        int tokens = request.Prompt is { } prompt
            ? WordPieces.Split(prompt).Count
            : request.Messages.Sum(message => WordPieces.Split(message.Content).Count);
        return tokens + request.Prefix.Count < _options.ContextTokens
            ? tokens
            : throw new InferenceRefusedException(
                InferenceRefusalCodes.OverContext,
                $"The prompt has {tokens} tokens; with at least one token of answer it must fit {_options.ContextTokens}."
            );
    }
}
