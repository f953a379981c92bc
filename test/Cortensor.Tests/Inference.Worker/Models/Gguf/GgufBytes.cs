using System.Text;

namespace Cortensor.Tests.Inference.Worker.Models.Gguf;

/// <summary>Writes model files by hand, right ones and wrong ones.</summary>
internal sealed class GgufBytes
{
    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A head, one value and one tensor of 64 F32 weights, all in order.</summary>
    public static GgufBytes Right(ulong tensors = 1, ulong values = 1) =>
        new GgufBytes().Head(tensors, values).Number("llama.block_count", 2).Tensor();

    public GgufBytes Head(ulong tensors, ulong values, uint version = 3, string magic = "GGUF") =>
        Raw(Encoding.ASCII.GetBytes(magic)).U32(version).U64(tensors).U64(values);

    public GgufBytes Number(string key, uint value) => Text(key).U32(4).U32(value);

    public GgufBytes Tensor(ulong width = 64, uint type = 0, ulong offset = 0, uint dimensions = 1, int dataBytes = 256)
    {
        _ = Text("weights").U32(dimensions);
        for (uint i = 0; i < Math.Min(dimensions, 8); i++)
        {
            _ = U64(width);
        }

        _ = U32(type).U64(offset);
        while (_bytes.Length % 32 != 0)
        {
            _bytes.WriteByte(0);
        }

        return Raw(new byte[dataBytes]);
    }

    public GgufBytes Text(string text) => U64((ulong)Encoding.UTF8.GetByteCount(text)).Raw(Encoding.UTF8.GetBytes(text));

    public GgufBytes U32(uint value) => Raw(BitConverter.GetBytes(value));

    public GgufBytes U64(ulong value) => Raw(BitConverter.GetBytes(value));

    public GgufBytes Raw(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }
}
