using System.Runtime.InteropServices;

namespace Cortensor.Inference.Worker.Native;

/// <summary><c>llama_batch</c>: 56 bytes. <see cref="TokenBatch"/> fills one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaBatch
{
    public int TokenCount;
    public nint Tokens;
    public nint Embeddings;
    public nint Positions;
    public nint SequenceCounts;
    public nint SequenceIds;
    public nint Outputs;
}
