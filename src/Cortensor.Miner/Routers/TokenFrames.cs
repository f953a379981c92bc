using Cortensor.Api.Frames;
using Cortensor.Miner.Inference;
using Cortensor.Protocol.Queue;

namespace Cortensor.Miner.Routers;

/// <summary>
/// Tokens that are ready together go in one frame: a frame costs both sides a message, a system call and a JSON object, a token in it a few
/// bytes. A frame is not held back to fill.
/// </summary>
internal static class TokenFrames
{
    /// <summary>Tokens in one frame at most.</summary>
    public const int MostTokens = 64;

    /// <summary>
    /// Text in one frame at most, in UTF-16 units: escaped to six bytes each it stays far below
    /// <see cref="Api.Frames.Frame.MaxSmallBytes"/>. One token may have more.
    /// </summary>
    public const int MostText = 1024;

    /// <summary>How many of the tokens that are ready fit into one frame: one at least, whatever its text.</summary>
    public static int Fitting(IReadOnlyList<AnswerPiece> ready)
    {
        int text = 0;
        int count = 0;
        while (count < Math.Min(ready.Count, MostTokens) && (text += ready[count].Text.Length) <= MostText)
        {
            count++;
        }

        return Math.Max(1, count);
    }

    /// <summary>The frame of these tokens, the first at <paramref name="seq"/>.</summary>
    public static TokenFrame Of(TaskKey key, int seq, IEnumerable<AnswerPiece> pieces)
    {
        AnswerPiece[] all = [.. pieces];
        return new TokenFrame(
            key.Session,
            key.Task,
            seq,
            [.. all.Select(static piece => piece.Token)],
            string.Concat(all.Select(static piece => piece.Text))
        );
    }
}
