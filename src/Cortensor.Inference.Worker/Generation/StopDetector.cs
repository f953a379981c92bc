namespace Cortensor.Inference.Worker.Generation;

/// <summary>Finds the first stop sequence in a stream of text and holds back whatever may still become one.</summary>
internal sealed class StopDetector(IReadOnlyList<string> stops)
{
    private string _held = string.Empty;

    /// <summary>A stop sequence appeared: the text ended before it.</summary>
    internal bool Stopped { get; private set; }

    /// <summary>Whether text waits that may be the beginning of a stop sequence.</summary>
    internal bool HoldsText => _held.Length > 0;

    /// <summary>Adds text and returns what is now certain.</summary>
    internal string Push(string text)
    {
        if (Stopped || (text.Length == 0 && _held.Length == 0))
        {
            return string.Empty;
        }

        string all = _held + text;
        int cut = stops.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        if (cut >= 0)
        {
            Stopped = true;
            _held = string.Empty;
            return all[..cut];
        }

        int certain = all.Length - stops.Select(stop => LongestOverlap(all, stop)).DefaultIfEmpty(0).Max();
        _held = all[certain..];
        return all[..certain];
    }

    /// <summary>What was held back when nothing more comes.</summary>
    internal string Flush()
    {
        string rest = _held;
        _held = string.Empty;
        return rest;
    }

    /// <summary>Length of the longest end of the text that begins the stop sequence.</summary>
    private static int LongestOverlap(string text, string stop)
    {
        for (int length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
