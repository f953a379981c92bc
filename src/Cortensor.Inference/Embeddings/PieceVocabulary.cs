using System.Text.Json;

namespace Cortensor.Inference.Embeddings;

/// <summary>The SentencePiece unigram vocabulary of the sentence encoder: text to piece ids.</summary>
/// <remarks>
/// The encoder was published with a JavaScript tokenizer; its habits are part of the model. A place that no piece reaches costs nothing and
/// takes one character as unknown, the later of two equal paths wins, and unknown neighbours are one.
/// </remarks>
internal sealed class PieceVocabulary
{
    private const char Space = '\u2581';
    private const int Reserved = 6;
    private const int Unknown = 0;

    private readonly Dictionary<string, (int Id, double Score)> _pieces = new(StringComparer.Ordinal);
    private readonly int _longest;

    private PieceVocabulary(JsonElement entries)
    {
        int id = 0;
        foreach (JsonElement entry in entries.EnumerateArray())
        {
            string piece = entry[0].GetString()!;
            if (id >= Reserved)
            {
                _pieces[piece] = (id, entry[1].ValueKind == JsonValueKind.Number ? entry[1].GetDouble() : 0);
                _longest = Math.Max(_longest, piece.Length);
            }

            id++;
        }
    }

    internal static PieceVocabulary Load(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new PieceVocabulary(document.RootElement);
    }

    internal int[] Encode(string text)
    {
        string input = CompatibilityForm.Of(text);
        if (input.Length == 0)
        {
            return [];
        }

        input = Space + input.Replace(' ', Space);
        double[] best = new double[input.Length + 1];
        (int Id, int Length)[] arrived = new (int, int)[input.Length + 1];
        Dictionary<string, (int Id, double Score)>.AlternateLookup<ReadOnlySpan<char>> pieces = _pieces.GetAlternateLookup<
            ReadOnlySpan<char>
        >();
        for (int end = 1; end <= input.Length; end++)
        {
            arrived[end] = (Unknown, char.IsLowSurrogate(input[end - 1]) && end > 1 && char.IsHighSurrogate(input[end - 2]) ? 2 : 1);
            for (int start = Math.Max(0, end - _longest); start < end; start++)
            {
                if (pieces.TryGetValue(input.AsSpan(start, end - start), out (int Id, double Score) piece))
                {
                    double score = piece.Score + best[start];
                    if (best[end] == 0 || score >= best[end])
                    {
                        best[end] = score;
                        arrived[end] = (piece.Id, end - start);
                    }
                }
            }
        }

        return Walk(arrived);
    }

    private static int[] Walk((int Id, int Length)[] arrived)
    {
        List<int> ids = [];
        for (int end = arrived.Length - 1; end > 0; end -= arrived[end].Length)
        {
            if (arrived[end].Id != Unknown || ids.Count == 0 || ids[^1] != Unknown)
            {
                ids.Add(arrived[end].Id);
            }
        }

        ids.Reverse();
        return [.. ids];
    }
}
