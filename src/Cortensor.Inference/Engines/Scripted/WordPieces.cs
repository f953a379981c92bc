using System.Text;
using System.Text.RegularExpressions;

namespace Cortensor.Inference.Engines.Scripted;

/// <summary>The scripted engine's tokens: a word with the space before it, or one other character.</summary>
internal static partial class WordPieces
{
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    internal static IReadOnlyList<string> Split(string text) => [.. Pieces().Matches(text).Select(match => match.Value)];

    /// <summary>A stable id for a piece (FNV-1a, 31 bits): equal pieces have equal ids.</summary>
    internal static int Id(string piece)
    {
        uint hash = FnvOffset;
        foreach (byte value in Encoding.UTF8.GetBytes(piece))
        {
            hash = (hash ^ value) * FnvPrime;
        }

        return (int)(hash & int.MaxValue);
    }

    [GeneratedRegex(@" ?[\p{L}\p{N}]+|[\uD800-\uDBFF][\uDC00-\uDFFF]|\s|.", RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
