using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.Scripted;

/// <summary>Text that reads a little like an answer and depends on the prompt alone, so that equal requests get equal answers.</summary>
public static class PseudoText
{
    private const int QuotedWords = 12;

    private static readonly string[] Openings = ["In short", "Put simply", "As a rule", "In most cases", "To begin with", "Seen closely"];

    private static readonly string[] Subjects =
    [
        "the question",
        "the answer",
        "this subject",
        "the main point",
        "a careful reader",
        "the simplest case",
        "every example",
        "the whole picture",
    ];

    private static readonly string[] Verbs =
    [
        "depends on",
        "begins with",
        "leads back to",
        "is best seen through",
        "grows out of",
        "differs from",
        "rests on",
    ];

    private static readonly string[] Objects =
    [
        "what is asked",
        "a few plain facts",
        "the words before it",
        "patience and care",
        "how things are measured",
        "the order of steps",
        "a clear example",
    ];

    /// <summary>Three to six sentences, the first of which repeats the beginning of the prompt.</summary>
    public static string Answer(InferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string prompt = request.Prompt ?? string.Join('\n', request.Messages.Select(message => $"{message.Role}: {message.Content}"));
        string asked =
            request.Prompt
            ?? request.Messages.Where(message => message.Role == "user").Select(message => message.Content).LastOrDefault(prompt);
        byte[] seed = SHA256.HashData(Encoding.UTF8.GetBytes(prompt));
        StringBuilder text = new();
        _ = text.Append("You ask about \"")
            .AppendJoin(' ', asked.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(QuotedWords))
            .Append("\".");
        int sentences = 2 + (seed[0] % 4);
        for (int i = 0; i < sentences; i++)
        {
            _ = text.Append(' ')
                .Append(Pick(Openings, seed, i, 0))
                .Append(", ")
                .Append(Pick(Subjects, seed, i, 1))
                .Append(' ')
                .Append(Pick(Verbs, seed, i, 2))
                .Append(' ')
                .Append(Pick(Objects, seed, i, 3))
                .Append('.');
        }

        return text.ToString();
    }

    private static string Pick(string[] words, byte[] seed, int sentence, int place)
    {
        int offset = (1 + (sentence * 6) + place) % (seed.Length - sizeof(ushort));
        return words[BinaryPrimitives.ReadUInt16BigEndian(seed.AsSpan(offset)) % words.Length];
    }
}
