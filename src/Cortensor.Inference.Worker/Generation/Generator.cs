using Cortensor.Inference.Worker.Models;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Inference.Sampling;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>Runs one request on one context, from its prompt to its last token.</summary>
internal sealed class Generator(LlamaModel model, LlamaContext context, Action<WireFrame> tell)
{
    /// <summary>The request's prompt, checked against the context.</summary>
    /// <exception cref="InferenceRefusedException">It cannot be run here.</exception>
    internal int[] Prompt(InferenceRequest request)
    {
        if (InferenceRequestRule.Check(request) is { } refusal)
        {
            throw refusal.ToException();
        }

        // A text that cannot fit is refused before the tokenizer works on it.
        long units = (request.Prompt?.Length ?? 0) + request.Messages.Sum(message => (long)message.Content.Length);
        int[] prompt = units > (long)context.Size * model.Vocabulary.LongestPiece ? [] : model.Prompt(request);
        if (prompt.Length == 0 || prompt.Length + request.Prefix.Count >= context.Size)
        {
            string length = prompt.Length == 0 ? $"{units} characters" : $"{prompt.Length + request.Prefix.Count} tokens";
            throw new InferenceRefusedException(
                InferenceRefusalCodes.OverContext,
                $"The prompt has {length}; with at least one token of answer it must fit {context.Size} tokens.");
        }

        return prompt;
    }

    /// <summary>Answers the request, tells every step but the last and returns that.</summary>
    /// <exception cref="InferenceRefusedException">It cannot be run here.</exception>
    /// <exception cref="OperationCanceledException">The context's cancel flag was set.</exception>
    internal DoneEvent Run(long id, InferenceRequest request)
    {
        int[] prompt = Prompt(request);
        AnswerText text = new(request.Stop);
        TokenSampler sampler = new(request.Sampling, request.SamplingKey);
        foreach (int token in request.Prefix)
        {
            Replay(token, text, sampler);
        }

        context.Clear();
        tell(new PromptEvent(id, prompt.Length));
        FinishReason finish = text.Stopped ? FinishReason.Stop : Answer(id, request, [.. prompt, .. request.Prefix], text, sampler);
        if (text.Finish() is { } last)
        {
            tell(new TokenEvent(id, last.Token, last.Text));
        }

        return new DoneEvent(id, finish);
    }

    private FinishReason Answer(long id, InferenceRequest request, int[] tokens, AnswerText text, TokenSampler sampler)
    {
        ReadOnlySpan<float> logits = context.Evaluate(tokens, () => tell(new ProgressEvent(id)));
        for (int made = 1; ; made++)
        {
            int token = sampler.Choose(logits);
            if (model.Vocabulary.EndsAnswer(token))
            {
                return FinishReason.Stop;
            }

            sampler.Record(token);
            foreach ((int told, string certain) in text.Push(token, model.Vocabulary.Piece(token)))
            {
                tell(new TokenEvent(id, told, certain));
            }

            if (text.Stopped)
            {
                return FinishReason.Stop;
            }

            if (made == request.MaxTokens || context.Free == 0)
            {
                return FinishReason.Length;
            }

            logits = context.Evaluate([token]);
        }
    }

    private void Replay(int token, AnswerText text, TokenSampler sampler)
    {
        if (token >= model.Vocabulary.Size || model.Vocabulary.EndsAnswer(token))
        {
            throw new InferenceRefusedException(InferenceRefusalCodes.InvalidArgument, $"Token {token} cannot be part of an answer of this model.");
        }

        sampler.Record(token);
        text.Replay(model.Vocabulary.Piece(token));
    }
}
