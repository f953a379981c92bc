using System.Runtime.InteropServices;

namespace Cortensor.Inference.Worker.Native;

/// <summary><c>llama_chat_message</c>: two C strings.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaChatMessage
{
    public nint Role;
    public nint Content;
}
