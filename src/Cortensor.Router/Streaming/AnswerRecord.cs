using System.Text;
using Cortensor.Api.Frames;
using Cortensor.Primitives;

namespace Cortensor.Router.Streaming;

/// <summary>The answer so far, and who made which part of it: what a miner that takes over gets as prefix.</summary>
internal sealed class AnswerRecord
{
    private readonly List<int> _tokens = [];
    private readonly List<FrameSegment> _segments = [];
    private readonly StringBuilder _text = new();

    public int Count => _tokens.Count;

    public IReadOnlyList<int> Tokens => [.. _tokens];

    public IReadOnlyList<FrameSegment> Segments => [.. _segments];

    public string Text => _text.ToString();

    public void Append(Address miner, IReadOnlyList<int> tokens, string text)
    {
        int from = _tokens.Count;
        _tokens.AddRange(tokens);
        if (_segments.Count > 0 && _segments[^1].Miner == miner)
        {
            _segments[^1] = _segments[^1] with { To = _tokens.Count };
        }
        else
        {
            _segments.Add(new FrameSegment(miner, from, _tokens.Count));
        }

        _ = _text.Append(text);
    }
}
