namespace Cortensor.Inference.Worker.Models.Gguf;

/// <summary>A model file says what cannot be.</summary>
internal sealed class GgufException(string reason) : Exception(reason)
{
    internal static void Unless(bool holds, string reason)
    {
        if (!holds)
        {
            throw new GgufException(reason);
        }
    }
}
