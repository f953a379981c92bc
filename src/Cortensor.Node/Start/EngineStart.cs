using Cortensor.Inference;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Engines.OpenAi;
using Cortensor.Inference.Engines.Scripted;
using Cortensor.Inference.Models;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Node.Start;

/// <summary>Brings up the inference engine that a miner's options name.</summary>
internal static class EngineStart
{
    /// <exception cref="CodedException">A model or library is missing or broken.</exception>
    public static async Task<IInferenceEngine> RunAsync(
        MinerRoleOptions options,
        ILoggerFactory loggers,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return options.Engine switch
            {
                EngineNames.Scripted => Scripted(options, time),
                EngineNames.OpenAi => await OpenAiEngine.StartAsync(Server(options), loggers, time, cancellationToken),
                _ => await LlamaAsync(options, loggers, time, cancellationToken),
            };
        }
        catch (ModelStoreException e)
        {
            throw new CodedException(ExitCodes.Engine, e.Message, e.Code, e);
        }
        catch (EngineStartException e)
        {
            throw new CodedException(ExitCodes.Engine, e.Message, e.Code, e);
        }
        catch (OptionsValidationException e)
        {
            throw new CodedException(ExitCodes.Configuration, string.Join(Environment.NewLine, e.Failures), inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ExitCodes.Engine, $"The engine's files cannot be used: {e.Message}", inner: e);
        }
        catch (FormatException e)
        {
            throw new CodedException(ExitCodes.Configuration, e.Message, inner: e);
        }
    }

    private static ScriptedEngine Scripted(MinerRoleOptions options, TimeProvider time) =>
        new(
            new ScriptedEngineOptions
            {
                Models = [.. options.Models.Select(model => ModelId.Parse(model))],
                ContextTokens = options.ContextTokens,
                Slots = Math.Max(options.Slots, ScriptedEngineOptions.DefaultSlots),
                TokenDelay = TimeSpan.FromMilliseconds(options.ScriptedTokenMilliseconds),
            },
            time
        );

    private static OpenAiEngineOptions Server(MinerRoleOptions options) =>
        new()
        {
            Model = ModelId.Parse(options.Models[0]),
            Url = new Uri(options.OpenAi.Url),
            ServerModel = options.OpenAi.Model,
            ApiKey = ServerKey(options.OpenAi),
            Continuation = Enum.Parse<OpenAiContinuation>(options.OpenAi.Continuation),
            ContextTokens = options.ContextTokens,
            Slots = options.Slots > 0 ? options.Slots : OpenAiEngineOptions.DefaultSlots,
        };

    private static string? ServerKey(OpenAiServerOptions server)
    {
        try
        {
            string? key =
                server.KeyFile.Length > 0 ? File.ReadLines(server.KeyFile).FirstOrDefault()
                : server.KeyVariable.Length > 0 ? Environment.GetEnvironmentVariable(server.KeyVariable)
                : null;
            bool isWanted = server.KeyFile.Length > 0 || server.KeyVariable.Length > 0;
            return isWanted && string.IsNullOrWhiteSpace(key)
                ? throw new CodedException(
                    ExitCodes.Configuration,
                    $"Miner:OpenAi: there is no API key in {(server.KeyFile.Length > 0 ? server.KeyFile : server.KeyVariable)}."
                )
                : key?.Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CodedException(ExitCodes.Configuration, $"Miner:OpenAi:KeyFile: {server.KeyFile} cannot be read.", inner: e);
        }
    }

    private static async Task<IInferenceEngine> LlamaAsync(
        MinerRoleOptions options,
        ILoggerFactory loggers,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        ModelStoreOptions places = ModelStoreOptions.FromEnvironment();
        if (options.ModelDir.Length > 0)
        {
            places = places with { CacheDirectory = Path.GetFullPath(options.ModelDir) };
        }

        ModelStore store = new(ModelCatalogue.BuiltIn, places, http, time, loggers);
        ResolvedModel model = await store.ResolveAsync(ModelId.Parse(options.Models[0]), null, null, cancellationToken);
        return await LlamaEngine.StartAsync(
            new LlamaEngineOptions
            {
                Model = model.Id,
                ModelPath = model.Path,
                WeightsSha256 = model.Sha256,
                Backend = options.Llama.Backend,
                BackendDirectory = options.Llama.BackendDirectory.Length > 0 ? options.Llama.BackendDirectory : null,
                GpuLayers = options.Llama.GpuLayers,
                ContextTokens = options.ContextTokens,
                Threads = options.Threads,
                Sequences = options.EffectiveSlots,
            },
            loggers,
            time,
            cancellationToken
        );
    }
}
