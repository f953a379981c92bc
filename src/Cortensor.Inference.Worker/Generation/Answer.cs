using Cortensor.Inference.Worker.Models;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Inference.Sampling;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>One request on its way to an answer: the tokens it has the model read, and what it makes of the logits.</summary>
internal sealed class Answer(long id, InferenceRequest request)
{
    private readonly AnswerText _text = new(request.Stop);
    private readonly TokenSampler _sampler = new(request.Sampling, request.SamplingKey);
    private List<int> _tokens = [];
    private Vocabulary? _vocabulary;
    private int _made;

    internal long Id { get; } = id;

    /// <summary>Requests of one scope may share what the model has read.</summary>
    internal string? Scope => request.CacheScope;

    internal int PromptTokens { get; private set; }

    /// <summary>Prompt and answer so far.</summary>
    internal IReadOnlyList<int> Tokens => _tokens;

    /// <summary>How many of <see cref="Tokens"/> the model has read or is reading.</summary>
    internal int Read { get; set; }

    /// <summary>Tokens the model has not been given yet.</summary>
    internal int Unread => _tokens.Count - Read;

    /// <summary>Whether the answer has begun: then one token at a time is unread.</summary>
    internal bool IsAnswering => _made > 0;

    /// <summary>Somebody wants it to end. Set under the desk's lock, read by the loop.</summary>
    internal bool IsCancelled { get; set; }

    /// <summary>The answer is complete before anything is made: its prefix ends in a stop sequence.</summary>
    internal bool IsOver => _text.Stopped;

    /// <summary>Makes the prompt's tokens and takes in what another miner has told.</summary>
    /// <exception cref="InferenceRefusedException">It cannot be run here.</exception>
    internal void Prepare(PromptReader prompts)
    {
        int[] prompt = prompts.Read(request);
        PromptTokens = prompt.Length;
        _vocabulary = prompts.Vocabulary;
        _tokens = [.. prompt, .. request.Prefix];
        foreach (int token in request.Prefix)
        {
            _sampler.Record(token);
            _text.Replay(_vocabulary.Piece(token));
        }
    }

    /// <summary>Chooses the next token and tells what is certain.</summary>
    /// <param name="logits">After the last of <see cref="Tokens"/>.</param>
    /// <param name="contextTokens">How many tokens the model may read.</param>
    /// <param name="tell">Hears the tokens.</param>
    /// <returns>Why the answer ends here; null when it goes on.</returns>
    internal FinishReason? Advance(ReadOnlySpan<float> logits, int contextTokens, Action<WireFrame> tell)
    {
        int token = _sampler.Choose(logits);
        if (_vocabulary!.EndsAnswer(token))
        {
            return FinishReason.Stop;
        }

        _made++;
        _sampler.Record(token);
        foreach ((int told, string certain) in _text.Push(token, _vocabulary.Piece(token)))
        {
            tell(new TokenEvent(Id, told, certain));
        }

        if (_text.Stopped)
        {
            return FinishReason.Stop;
        }

        // The last token needs no room: nothing is asked of the model after it.
        if (_made == request.MaxTokens || _tokens.Count == contextTokens)
        {
            return FinishReason.Length;
        }

        _tokens.Add(token);
        return null;
    }

    /// <summary>The end: the token that waited for certainty is told before it.</summary>
    internal DoneEvent Finish(FinishReason reason, Action<WireFrame> tell)
    {
        if (_text.Finish() is { } last)
        {
            tell(new TokenEvent(Id, last.Token, last.Text));
        }

        return new DoneEvent(Id, reason);
    }
}
