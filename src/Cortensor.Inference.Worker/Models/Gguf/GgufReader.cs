using System.Buffers.Binary;
using System.Text;

namespace Cortensor.Inference.Worker.Models.Gguf;

/// <summary>
/// Reads numbers and texts from a model file and never believes a length before it has compared it with what is left of the file.
/// </summary>
internal sealed class GgufReader(Stream file) : IDisposable
{
    private readonly byte[] _number = new byte[sizeof(ulong)];

    internal long Left => file.Length - file.Position;

    internal long Position => file.Position;

    internal long Length => file.Length;

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(sizeof(uint)));

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Read(sizeof(ulong)));

    /// <summary>A number that counts things, each at least so many bytes long.</summary>
    internal long Count(string what, ulong most, int bytesEach)
    {
        ulong count = UInt64();
        GgufException.Unless(count <= most && count <= (ulong)(Left / bytesEach), $"it says that it has {count} {what}");
        return (long)count;
    }

    internal string Text(string what, int longest)
    {
        ulong length = UInt64();
        GgufException.Unless(length <= (ulong)longest && length <= (ulong)Left, $"a {what} is {length} bytes long");
        byte[] bytes = new byte[length];
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    internal void Skip(ulong bytes)
    {
        GgufException.Unless(bytes <= (ulong)Left, "it ends too early");
        _ = file.Seek((long)bytes, SeekOrigin.Current);
    }

    internal void SkipText() => Skip(UInt64());

    public void Dispose() => file.Dispose();

    private ReadOnlySpan<byte> Read(int bytes)
    {
        GgufException.Unless(bytes <= Left, "it ends too early");
        file.ReadExactly(_number, 0, bytes);
        return _number.AsSpan(0, bytes);
    }
}
