using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Router.Tasks;

/// <summary>The client's own word for a task, as text and as the bytes32 that the chain keeps: UTF-8, filled up with zeros.</summary>
internal static class ClientReferences
{
    public static bool Fits(string text) => TaskObject.FitsClientReference(text);

    /// <summary>Of a text that fits; zero for none.</summary>
    public static Hash32 Of(string? text)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        if (text is not null)
        {
            _ = Encoding.UTF8.GetBytes(text, word);
        }

        return new Hash32(word);
    }

    /// <summary>Null for none, and for a word that is no text: tasks that came without a router may hold anything.</summary>
    public static string? Text(Hash32 reference)
    {
        ReadOnlySpan<byte> word = reference.ToArray().AsSpan().TrimEnd((byte)0);
        return word.IsEmpty || !System.Text.Unicode.Utf8.IsValid(word) ? null : Encoding.UTF8.GetString(word);
    }
}
