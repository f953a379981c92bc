using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cortensor.Inference.Worker.Native;

/// <summary>A word that llama.cpp looks at while it computes, so that cancelling need not wait for the end of a batch.</summary>
internal sealed unsafe class CancelFlag : IDisposable
{
    private int* _word = (int*)NativeMemory.AllocZeroed(sizeof(int));

    internal bool IsSet => Volatile.Read(ref *_word) != 0;

    internal nint Pointer => (nint)_word;

    internal static delegate* unmanaged[Cdecl]<nint, byte> Callback => &Read;

    internal void Set() => Volatile.Write(ref *_word, 1);

    internal void Reset() => Volatile.Write(ref *_word, 0);

    public void Dispose()
    {
        NativeMemory.Free(_word);
        _word = null;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Read(nint word) => Volatile.Read(ref *(int*)word) == 0 ? (byte)0 : (byte)1;
}
