using Cortensor.Inference.Worker.Models;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>Makes the tokens of a request's prompt and refuses what cannot be run. Safe to use from several threads.</summary>
internal sealed class PromptReader(LlamaModel model, int contextTokens)
{
    internal Vocabulary Vocabulary => model.Vocabulary;

    /// <summary>The request's prompt, checked against the context.</summary>
    /// <exception cref="InferenceRefusedException">It cannot be run here.</exception>
    internal int[] Read(InferenceRequest request)
    {
        if (InferenceRequestRule.Check(request) is { } refusal)
        {
            throw refusal.ToException();
        }

        foreach (int token in request.Prefix)
        {
            if (token >= Vocabulary.Size || Vocabulary.EndsAnswer(token))
            {
                throw new InferenceRefusedException(
                    InferenceRefusalCodes.InvalidArgument,
                    $"Token {token} cannot be part of an answer of this model."
                );
            }
        }

        // A text that cannot fit is refused before the tokenizer works on it.
        long units = (request.Prompt?.Length ?? 0) + request.Messages.Sum(message => (long)message.Content.Length);
        int[] prompt = units > (long)contextTokens * Vocabulary.LongestPiece ? [] : model.Prompt(request);
        if (prompt.Length == 0 || prompt.Length + request.Prefix.Count >= contextTokens)
        {
            string length = prompt.Length == 0 ? $"{units} characters" : $"{prompt.Length + request.Prefix.Count} tokens";
            throw new InferenceRefusedException(
                InferenceRefusalCodes.OverContext,
                $"The prompt has {length}; with at least one token of answer it must fit {contextTokens} tokens."
            );
        }

        return prompt;
    }
}
