using System.Text;
using Cortensor.Inference.Engines.Scripted;
using Cortensor.Inference.Worker.Generation;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>Puts an answer together from a server's events, and ends it where the request ends, whatever the server thinks.</summary>
internal sealed class ServerAnswer
{
    /// <summary>Tokens of a text are a few characters long; a run of spaces may be some dozens.</summary>
    private const int MaxCharactersPerToken = 256;

    /// <summary>Usage comes right after the end, if it comes.</summary>
    private const int MaxEventsAfterEnd = 16;

    private readonly AnswerText _text;
    private readonly int _maxTokens;
    private readonly List<TokenGenerated> _tokens = [];
    private FinishReason? _finish;
    private bool _ended;
    private int _made;
    private long _characters;
    private int _afterEnd;

    internal ServerAnswer(InferenceRequest request)
    {
        _maxTokens = request.MaxTokens;
        _text = new AnswerText(request.Stop);
        if (request.PrefixText.Length > 0)
        {
            _text.Replay(Encoding.UTF8.GetBytes(request.PrefixText));
        }
    }

    internal IReadOnlyList<TokenGenerated> Tokens => _tokens;

    /// <summary>Text has come: from now on silence is a stall.</summary>
    internal bool HasBegun => _made > 0;

    internal int? PromptTokens { get; private set; }

    internal int? OutputTokens { get; private set; }

    internal FinishReason Reason => _text.Stopped ? FinishReason.Stop : _finish ?? FinishReason.Length;

    /// <summary>Nothing that comes could change the answer.</summary>
    internal bool IsOver => _ended || _text.Stopped;

    /// <summary>Takes the data of an event, null for the end of the stream.</summary>
    /// <returns>The tokens that can be told now.</returns>
    /// <exception cref="InferenceFailedException">It is no answer, or the stream was cut.</exception>
    internal IReadOnlyList<TokenGenerated> Take(byte[]? data)
    {
        if (data is null)
        {
            _ended = _finish is not null
                ? true
                : throw new InferenceFailedException(
                    "The server's stream ended before its answer did.",
                    code: InferenceFailureCodes.ServerUnreachable
                );
            return [];
        }

        if (data.Length == 0)
        {
            return [];
        }

        if (data.AsSpan().SequenceEqual("[DONE]"u8))
        {
            _ended = _finish is not null
                ? true
                : throw new InferenceFailedException("The server is done, but says not why.", code: InferenceFailureCodes.ServerGarbled);
            return [];
        }

        ServerChunk chunk = ServerChunk.Parse(data);
        PromptTokens = chunk.PromptTokens ?? PromptTokens;
        OutputTokens = chunk.OutputTokens ?? OutputTokens;
        int before = _tokens.Count;
        if (chunk.Text.Length > 0 && _finish is null)
        {
            Add(chunk.Text);
        }

        if (_finish is not null && ++_afterEnd > MaxEventsAfterEnd)
        {
            _ended = true;
        }

        _finish ??= chunk.Finish;
        return _tokens[before..];
    }

    /// <summary>
    /// The piece that waited for certainty, and a token without text for each that the server counts and that came in one piece with
    /// others. An answer that stopped by itself has one more in the server's count, its end, which no client gets.
    /// </summary>
    internal IReadOnlyList<TokenGenerated> Finish()
    {
        int before = _tokens.Count;
        if (_text.Finish() is { } last)
        {
            _tokens.Add(new TokenGenerated(last.Token, last.Text));
        }

        int told = _text.Stopped ? 0 : Math.Min((OutputTokens ?? 0) - (Reason == FinishReason.Stop ? 1 : 0), _maxTokens);
        while (_tokens.Count < told)
        {
            _tokens.Add(new TokenGenerated(WordPieces.Id(string.Empty), string.Empty));
        }

        return _tokens[before..];
    }

    private void Add(string piece)
    {
        _made++;
        _characters += piece.Length;
        if (_characters > (long)_maxTokens * MaxCharactersPerToken)
        {
            throw new InferenceFailedException(
                $"The server sent more text than {_maxTokens} tokens can be.",
                code: InferenceFailureCodes.ServerGarbled
            );
        }

        foreach ((int token, string text) in _text.Push(WordPieces.Id(piece), Encoding.UTF8.GetBytes(piece)))
        {
            _tokens.Add(new TokenGenerated(token, text));
        }

        if (_made == _maxTokens)
        {
            // What it says from here on would be more than was asked; usage may still come.
            _finish = FinishReason.Length;
        }
    }
}
