using Cortensor.Inference;
using Cortensor.Inference.Engines.Llama;
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
    public static async Task<IInferenceEngine> RunAsync(MinerRoleOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return options.Engine == EngineNames.Scripted ? Scripted(options, time) : await LlamaAsync(options, loggers, time, cancellationToken);
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
        catch (FormatException e)
        {
            throw new CodedException(ExitCodes.Configuration, e.Message, inner: e);
        }
    }

    private static ScriptedEngine Scripted(MinerRoleOptions options, TimeProvider time) => new(
        new ScriptedEngineOptions
        {
            Models = [.. options.Models.Select(model => ModelId.Parse(model))],
            ContextTokens = options.ContextTokens,
            Slots = Math.Max(options.Slots, ScriptedEngineOptions.DefaultSlots),
            TokenDelay = TimeSpan.FromMilliseconds(options.ScriptedTokenMilliseconds),
        },
        time);

    private static async Task<IInferenceEngine> LlamaAsync(MinerRoleOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        ModelStoreOptions places = ModelStoreOptions.FromEnvironment();
        if (options.ModelDir.Length > 0)
            places = places with { CacheDirectory = Path.GetFullPath(options.ModelDir) };
        ModelStore store = new(ModelCatalogue.BuiltIn, places, http, time, loggers);
        ResolvedModel model = await store.ResolveAsync(ModelId.Parse(options.Models[0]), null, null, cancellationToken);
        return await LlamaEngine.StartAsync(
            new LlamaEngineOptions
            {
                Model = model.Id,
                ModelPath = model.Path,
                WeightsSha256 = model.Sha256,
                ContextTokens = options.ContextTokens,
                Threads = options.Threads,
                Workers = options.Slots,
            },
            loggers,
            time,
            cancellationToken);
    }
}
