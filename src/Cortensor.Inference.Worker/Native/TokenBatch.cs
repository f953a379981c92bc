using System.Runtime.InteropServices;

namespace Cortensor.Inference.Worker.Native;

/// <summary>Tokens of several sequences that the model reads in one step. Memory of its own, as long as the process lives.</summary>
internal sealed unsafe class TokenBatch
{
    private readonly int* _tokens;
    private readonly int* _positions;
    private readonly int* _sequenceCounts;
    private readonly int* _sequences;
    private readonly int** _sequenceIds;
    private readonly sbyte* _outputs;

    internal TokenBatch(int capacity)
    {
        Capacity = capacity;
        _tokens = Words(capacity);
        _positions = Words(capacity);
        _sequenceCounts = Words(capacity);
        _sequences = Words(capacity);
        _sequenceIds = (int**)NativeMemory.AllocZeroed((nuint)capacity, (nuint)sizeof(int*));
        _outputs = (sbyte*)NativeMemory.AllocZeroed((nuint)capacity);
        for (int i = 0; i < capacity; i++)
        {
            // A token belongs to one sequence.
            _sequenceCounts[i] = 1;
            _sequenceIds[i] = _sequences + i;
        }
    }

    internal int Capacity { get; }

    internal int Count { get; private set; }

    internal void Clear() => Count = 0;

    /// <summary>Adds a token; its place in the batch is where its logits will be, if it wants any.</summary>
    internal int Add(int token, int position, int sequence, bool wantsLogits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Count, Capacity);
        _tokens[Count] = token;
        _positions[Count] = position;
        _sequences[Count] = sequence;
        _outputs[Count] = wantsLogits ? (sbyte)1 : (sbyte)0;
        return Count++;
    }

    internal LlamaBatch ToNative() => new()
    {
        TokenCount = Count,
        Tokens = (nint)_tokens,
        Positions = (nint)_positions,
        SequenceCounts = (nint)_sequenceCounts,
        SequenceIds = (nint)_sequenceIds,
        Outputs = (nint)_outputs,
    };

    private static int* Words(int count) => (int*)NativeMemory.AllocZeroed((nuint)count, sizeof(int));
}
