using System.Globalization;
using System.Text;
using LLama.Native;

namespace Cortensor.Inference.Worker.Models;

/// <summary>
/// Which bytes a vocabulary can spell. A character it cannot spell ends the process (SentencePiece) or vanishes (BPE), so it is replaced
/// first.
/// </summary>
internal sealed class ByteCoverage
{
    private readonly bool[] _known;
    private readonly bool _complete;

    private ByteCoverage(bool[] known)
    {
        _known = known;
        _complete = Array.TrueForAll(known, one => one);
    }

    /// <exception cref="WorkerException">The vocabulary is of a kind we do not run, or lacks byte tokens it cannot do without.</exception>
    internal static ByteCoverage Of(LLamaVocabType type, IEnumerable<string> tokens)
    {
        Func<byte, string> spelling = type switch
        {
            LLamaVocabType.SentencePiece => value => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"),
            LLamaVocabType.BytePairEncoding => value => BpeSpelling(value).ToString(),
            _ => throw new WorkerException(WorkerExitCodes.ModelUnsupported, "The model's tokenizer is neither BPE nor SentencePiece."),
        };
        HashSet<string> texts = [.. tokens];
        bool[] known = [.. Enumerable.Range(0, 256).Select(value => texts.Contains(spelling((byte)value)))];
        ByteCoverage coverage = new(known);
        if (type == LLamaVocabType.SentencePiece && !coverage._complete)
        {
            throw new WorkerException(
                WorkerExitCodes.ModelUnsupported,
                "The vocabulary lacks byte tokens: an unknown character would end the process."
            );
        }

        return coverage;
    }

    /// <summary>The text with U+FFFD for every character that the vocabulary cannot spell.</summary>
    internal string Substitute(string text)
    {
        if (_complete || text.EnumerateRunes().All(CanSpell))
        {
            return text;
        }

        StringBuilder result = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = result.Append((CanSpell(rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return result.ToString();
    }

    private bool CanSpell(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (byte value in bytes[..rune.EncodeToUtf8(bytes)])
        {
            if (!_known[value])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>GPT-2's printable stand-in for a byte: itself where it is printable Latin-1, else the next free one from U+0100.</summary>
    private static char BpeSpelling(byte value)
    {
        int free = 0x100;
        for (int candidate = 0; candidate < value; candidate++)
        {
            free += IsPrintable(candidate) ? 0 : 1;
        }

        return IsPrintable(value) ? (char)value : (char)free;
    }

    private static bool IsPrintable(int value) => value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
}
