using System.Globalization;
using System.Text;

namespace Cortensor.Inference.Embeddings;

/// <summary>NFKC as far as the sentence encoder's vocabulary can tell the difference, from an embedded table.</summary>
/// <remarks>
/// <see cref="string.Normalize(NormalizationForm)"/> does nothing under invariant globalization, and with ICU its answer would depend on
/// the machine; embeddings must not, because miners are judged by them. <c>eng/scripts/nfkc_subset.py</c> makes the table.
/// </remarks>
internal static class CompatibilityForm
{
    private const string Resource = "nfkc-subset.txt";

    private static readonly Dictionary<int, string> Mappings = [];
    private static readonly Dictionary<(int First, int Second), Rune> Compositions = [];

    static CompatibilityForm()
    {
        using StreamReader reader = new(typeof(CompatibilityForm).Assembly.GetManifestResourceStream(Resource)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            string[] sides = line.Split('=');
            if (sides[0].Split('+') is [var first, var second])
            {
                Compositions[(Point(first), Point(second))] = new Rune(Point(sides[1]));
            }
            else
            {
                Mappings[Point(sides[0])] = string.Concat(sides[1].Split(' ').Select(point => new Rune(Point(point)).ToString()));
            }
        }
    }

    internal static string Of(string text)
    {
        if (text.All(char.IsAscii))
        {
            return text;
        }

        List<Rune> runes = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Mappings.TryGetValue(rune.Value, out string? mapped))
            {
                runes.AddRange(mapped.EnumerateRunes());
            }
            else if (runes.Count > 0 && Compositions.TryGetValue((runes[^1].Value, rune.Value), out Rune composed))
            {
                runes[^1] = composed;
            }
            else
            {
                runes.Add(rune);
            }
        }

        return string.Concat(runes);
    }

    private static int Point(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
