using System.Buffers;
using System.Text;

namespace Cortensor.Primitives;

/// <summary>Whether a text is Unicode.</summary>
public static class UnicodeText
{
    /// <summary>
    /// False when half of a surrogate pair stands alone: such a text has no UTF-8 form, so it could be neither hashed nor stored.
    /// </summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }
}
