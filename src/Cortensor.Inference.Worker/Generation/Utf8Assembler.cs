using System.Buffers;
using System.Text;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>
/// Turns the bytes of tokens into text; an incomplete character waits for its rest, bytes that are no UTF-8 become U+FFFD.
/// </summary>
internal sealed class Utf8Assembler
{
    private byte[] _held = [];

    /// <summary>Whether bytes of an incomplete character wait.</summary>
    internal bool HoldsBytes => _held.Length > 0;

    internal string Push(ReadOnlySpan<byte> piece) => Decode([.. _held, .. piece], isLast: false);

    /// <summary>What is left when nothing more comes.</summary>
    internal string Flush() => Decode(_held, isLast: true);

    private string Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        StringBuilder text = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed);
            if (status == OperationStatus.NeedMoreData && !isLast)
            {
                break;
            }

            _ = text.Append(rune.ToString());
            bytes = bytes[consumed..];
        }

        _held = bytes.ToArray();
        return text.ToString();
    }
}
