using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cortensor.Inference.Worker.Native;

/// <summary>llama.cpp's own messages: warnings and errors go to standard error, the rest is dropped.</summary>
internal static unsafe class LlamaLog
{
    private const int Warning = 3;
    private const int Error = 4;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Write(int level, byte* text, nint userData)
    {
        if (level is Warning or Error && Marshal.PtrToStringUTF8((nint)text) is { } message)
        {
            Console.Error.Write(message);
        }
    }
}
