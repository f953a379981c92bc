using Cortensor.Inference.Worker.Models.Gguf;
using Cortensor.Protocol.Inference;
using LLama.Exceptions;
using LLama.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>A loaded model: its vocabulary, its chat template and the prompts it makes of requests. Lives as long as the process.</summary>
internal sealed class LlamaModel
{
    private LlamaModel(SafeLlamaModelHandle handle)
    {
        Handle = handle;
        Vocabulary = new Vocabulary(handle);
        Template = ChatTemplate.Parse(handle.GetTemplate(strict: false));
        TrainedContext = handle.ContextSize;
    }

    internal SafeLlamaModelHandle Handle { get; }

    internal Vocabulary Vocabulary { get; }

    internal ChatTemplate? Template { get; }

    internal int TrainedContext { get; }

    /// <exception cref="WorkerException">The file is no model, or one we do not run.</exception>
    internal static LlamaModel Load(string path, int gpuLayers)
    {
        if (!File.Exists(path))
        {
            throw new WorkerException(WorkerExitCodes.ModelUnreadable, $"There is no model file at {path}.");
        }

        GgufCheck.Run(path);
        LLamaModelParams parameters = LLamaModelParams.Default();
        parameters.n_gpu_layers = gpuLayers;
        SafeLlamaModelHandle handle;
        try
        {
            handle = SafeLlamaModelHandle.LoadFromFile(path, parameters);
        }
        catch (LoadWeightsFailedException)
        {
            throw new WorkerException(
                WorkerExitCodes.ModelUnreadable,
                $"{path} cannot be read as a GGUF model: it may be cut short or damaged."
            );
        }

        return handle.HasDecoder
            ? new LlamaModel(handle)
            : throw new WorkerException(WorkerExitCodes.ModelUnsupported, $"{path} is not a model that generates text.");
    }

    /// <summary>The request's prompt in tokens, begin-of-text included.</summary>
    /// <exception cref="InferenceRefusedException">The model has no chat template that we know.</exception>
    internal int[] Prompt(InferenceRequest request)
    {
        List<int> tokens = [];
        foreach (PromptPart part in Parts(request))
        {
            tokens.AddRange(Vocabulary.Tokenize(part.Text, part.IsTemplate));
        }

        if (Vocabulary.BeginOfText is { } bos && (tokens.Count == 0 || tokens[0] != bos))
        {
            tokens.Insert(0, bos);
        }

        return tokens.Count > 0
            ? [.. tokens]
            : throw new InferenceRefusedException(InferenceRefusalCodes.InvalidArgument, "The prompt is empty once it is tokenized.");
    }

    private IReadOnlyList<PromptPart> Parts(InferenceRequest request)
    {
        if (request.Prompt is { } prompt)
        {
            // Whoever sends a raw prompt is the template: control tokens spelled out in it count.
            return [new PromptPart(prompt, IsTemplate: true)];
        }

        return Template is null
            ? throw new InferenceRefusedException(
                InferenceRefusalCodes.InvalidArgument,
                "The model file has no chat template that this engine knows: send a raw prompt instead of messages."
            )
            : Template.Render(request.Messages);
    }
}
