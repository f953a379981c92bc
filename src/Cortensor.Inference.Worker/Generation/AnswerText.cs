namespace Cortensor.Inference.Worker.Generation;

/// <summary>Pairs each token of an answer with the text that became certain with it.</summary>
/// <remarks>
/// A token that leaves text uncertain waits one step: should the answer end there, that text belongs to it. So the texts told up to any
/// token are what those tokens alone make certain, and another miner can go on from them (protocol section 10).
/// </remarks>
internal sealed class AnswerText(IReadOnlyList<string> stops)
{
    private readonly Utf8Assembler _characters = new();
    private readonly StopDetector _stops = new(stops);
    private (int Token, string Text)? _waiting;

    /// <summary>A stop sequence appeared.</summary>
    internal bool Stopped => _stops.Stopped;

    /// <summary>Takes a token that was told before, by somebody else.</summary>
    internal void Replay(ReadOnlySpan<byte> piece) => _ = _stops.Push(_characters.Push(piece));

    /// <summary>Takes a new token.</summary>
    /// <returns>The tokens that can be told now, in order.</returns>
    internal IEnumerable<(int Token, string Text)> Push(int token, ReadOnlySpan<byte> piece)
    {
        (int Token, string Text) current = (token, _stops.Push(_characters.Push(piece)));
        List<(int Token, string Text)> told = [];
        if (_waiting is { } earlier)
        {
            told.Add(earlier);
            _waiting = null;
        }

        if (!Stopped && (_characters.HoldsBytes || _stops.HoldsText))
        {
            _waiting = current;
        }
        else
        {
            told.Add(current);
        }

        return told;
    }

    /// <summary>Ends the answer.</summary>
    /// <returns>The token that waited, if any, with the text that nothing can take back any more.</returns>
    internal (int Token, string Text)? Finish()
    {
        if (_waiting is not { } last)
        {
            return null;
        }

        _waiting = null;
        string rest = _stops.Push(_characters.Flush());
        return (last.Token, last.Text + rest + _stops.Flush());
    }
}
