using System.Runtime.InteropServices;

namespace Cortensor.Devnet.Processes;

/// <summary>The one call .NET lacks: a polite signal.</summary>
internal static partial class NativeSignals
{
    public const int Terminate = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Send(int pid, int signal);
}
