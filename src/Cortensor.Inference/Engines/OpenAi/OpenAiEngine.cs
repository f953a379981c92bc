using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>Runs models on a server with OpenAI's API: vLLM, llama-server, Ollama, or another router.</summary>
/// <remarks>
/// Such a server tells text, not tokens, and chooses by a rule of its own: tokens are the pieces in which text comes, their ids hashes of
/// the pieces, and no validator can score the answer again (<see cref="EngineCapabilities"/>). Stop sequences and limits hold here whatever
/// the server does.
/// </remarks>
public sealed class OpenAiEngine : IInferenceEngine, IEngineHealth
{
    /// <summary>The numerics profile of such answers: comparable with nothing.</summary>
    public const string NumericsProfile = "openai-compatible";

    private readonly OpenAiEngineOptions _options;
    private readonly string _serverModel;
    private readonly ServerConnection _server;
    private readonly EngineInstruments _instruments = new();
    private readonly ILogger _logger;
    private volatile string? _problem;
    private int _running;

    private OpenAiEngine(OpenAiEngineOptions options, string serverModel, ServerConnection server, ILogger logger)
    {
        _options = options;
        _serverModel = serverModel;
        _server = server;
        _logger = logger;
        Models =
        [
            new ModelDescription(options.Model, options.ContextTokens, default, NumericsProfile)
            {
                Capabilities = options.Continuation == OpenAiContinuation.None ? EngineCapabilities.None : EngineCapabilities.Continuation,
            },
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelDescription> Models { get; }

    /// <inheritdoc/>
    public int Slots => _options.Slots;

    /// <inheritdoc/>
    /// <remarks>What the last request met, when that was a server that is gone or does not accept the key.</remarks>
    public string? Problem => _problem;

    /// <summary>Checks that the server is there and serves the model.</summary>
    /// <exception cref="EngineStartException">It is not, or does not; the code says which.</exception>
    /// <exception cref="OptionsValidationException">The options are wrong; every fault is listed.</exception>
    public static async Task<OpenAiEngine> StartAsync(
        OpenAiEngineOptions options,
        ILoggerFactory? loggers,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ValidateOptionsResult valid = new OpenAiEngineOptionsValidator().Validate(null, options);
        if (valid.Failed)
        {
            throw new OptionsValidationException(nameof(OpenAiEngineOptions), typeof(OpenAiEngineOptions), valid.Failures);
        }

        ILogger logger = loggers?.CreateLogger<OpenAiEngine>() ?? NullLogger<OpenAiEngine>.Instance;
        string serverModel = options.ServerModel.Length > 0 ? options.ServerModel : options.Model.Value;
        ServerConnection server = new(options, logger, time);
        try
        {
            IReadOnlyList<string> served = await server.ModelsAsync(cancellationToken);
            if (!served.Contains(serverModel, StringComparer.Ordinal))
            {
                throw new EngineStartException(
                    EngineStartCodes.ModelNotServed,
                    $"{server.Host} does not serve '{serverModel}'; it has {served.Count} other model(s)."
                );
            }

            Log.Ready(logger, server.Host, options.Model.Value, serverModel);
            return new OpenAiEngine(options, serverModel, server, logger);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>No such API counts tokens, so the server is asked for an answer of one token and says how long the prompt was.</remarks>
    public async ValueTask<int> CountPromptTokensAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        int tokens = 0;
        await foreach (
            InferenceEvent step in GenerateAsync(request with { MaxTokens = 1, Prefix = [], PrefixText = string.Empty }, cancellationToken)
        )
        {
            tokens = step is InferenceCompleted completed ? completed.PromptTokens : tokens;
        }

        return tokens;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<InferenceEvent> GenerateAsync(
        InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Check(request);
        if (Interlocked.Increment(ref _running) > _options.Slots)
        {
            _ = Interlocked.Decrement(ref _running);
            throw new InferenceRefusedException(InferenceRefusalCodes.NoSlot, "Every slot of the engine is busy.");
        }

        using Activity? span = _instruments.Began();
        try
        {
            using HttpResponseMessage response = await DescribeAsync(
                _server.AskAsync(() => ServerRequest.Build(_options, _serverModel, request), cancellationToken)
            );
            _problem = null;
            yield return new PromptEvaluated(PromptEvaluated.NotYetKnown);
            await using EventLines lines = new(await response.Content.ReadAsStreamAsync(cancellationToken));
            ServerAnswer answer = new(request);
            while (!answer.IsOver)
            {
                byte[]? line = await DescribeAsync(
                    _server.BoundedAsync(
                        lines.ReadAsync(cancellationToken).AsTask(),
                        answer.HasBegun ? _options.StallTimeout : _options.FirstTokenTimeout,
                        cancellationToken
                    )
                );
                foreach (TokenGenerated token in Describe(() => answer.Take(line)))
                {
                    yield return token;
                }
            }

            // Leaving here closes the connection if the server would go on.
            foreach (TokenGenerated token in answer.Finish())
            {
                yield return token;
            }

            yield return Complete(answer);
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
        _server.Dispose();
        _instruments.Dispose();
        return ValueTask.CompletedTask;
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

        if (request.Prefix.Count > 0 && _options.Continuation == OpenAiContinuation.None && request.Prompt is null)
        {
            throw new InferenceRefusedException(
                InferenceRefusalCodes.NoContinuation,
                "The server behind this engine does not go on after another's tokens."
            );
        }
    }

    private InferenceCompleted Complete(ServerAnswer answer)
    {
        if (answer.PromptTokens is null)
        {
            Log.NoUsage(_logger, _server.Host);
        }
        else if (answer.OutputTokens is { } told && told < answer.Tokens.Count)
        {
            Log.OtherCount(_logger, _server.Host, answer.Tokens.Count, told);
        }

        _instruments.Prompted(answer.PromptTokens ?? 0, shared: 0);
        return new InferenceCompleted(
            [.. answer.Tokens.Select(token => token.Token)],
            string.Concat(answer.Tokens.Select(token => token.Text)),
            answer.PromptTokens ?? 0,
            answer.Reason
        );
    }

    private async Task<T> DescribeAsync<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception e) when (Count(e))
        {
            throw;
        }
    }

    private T Describe<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Count(e))
        {
            throw;
        }
    }

    private bool Count(Exception exception)
    {
        switch (exception)
        {
            case InferenceFailedException failed:
                _instruments.Failed(failed.Code);
                _problem = failed.Code is InferenceFailureCodes.ServerUnreachable or InferenceFailureCodes.ServerUnauthorized
                    ? failed.Message
                    : _problem;
                Log.Failed(_logger, _server.Host, failed.Message, failed.Code);
                break;
            case InferenceRefusedException refused:
                _instruments.Refused(refused.Code);
                break;
        }

        return false;
    }
}
