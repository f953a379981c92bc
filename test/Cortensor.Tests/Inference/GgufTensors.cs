using System.Buffers.Binary;
using System.Text;

namespace Cortensor.Tests.Inference;

/// <summary>Where the tensors of a GGUF version 3 file lie: enough to change them in place.</summary>
internal sealed class GgufTensors
{
    private const uint StringType = 8;
    private const uint ArrayType = 9;
    private const int Alignment = 32;

    private static readonly int[] ScalarBytes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    private readonly byte[] _file;
    private int _position;

    private GgufTensors(byte[] file) => _file = file;

    /// <summary>Name, ggml type, elements and first byte of every tensor.</summary>
    internal static IReadOnlyList<(string Name, uint Type, int Elements, int Offset)> Of(byte[] file)
    {
        Assert.Equal("GGUF", Encoding.ASCII.GetString(file, 0, 4));
        return new GgufTensors(file) { _position = 8 }.Read();
    }

    private List<(string Name, uint Type, int Elements, int Offset)> Read()
    {
        ulong tensors = U64();
        for (ulong pairs = U64(); pairs > 0; pairs--)
        {
            _ = Text();
            SkipValue(U32());
        }

        List<(string Name, uint Type, int Elements, int Offset)> found = [];
        for (; tensors > 0; tensors--)
        {
            string name = Text();
            int elements = 1;
            for (uint dimensions = U32(); dimensions > 0; dimensions--)
            {
                elements = checked(elements * (int)U64());
            }

            found.Add((name, U32(), elements, checked((int)U64())));
        }

        int data = (_position + Alignment - 1) / Alignment * Alignment;
        return [.. found.Select(tensor => tensor with { Offset = data + tensor.Offset })];
    }

    private void SkipValue(uint type)
    {
        switch (type)
        {
            case StringType:
                _ = Text();
                break;
            case ArrayType:
                uint element = U32();
                for (ulong count = U64(); count > 0; count--)
                {
                    SkipValue(element);
                }

                break;
            default:
                _position += ScalarBytes[type];
                break;
        }
    }

    private uint U32()
    {
        _position += 4;
        return BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(_position - 4));
    }

    private ulong U64()
    {
        _position += 8;
        return BinaryPrimitives.ReadUInt64LittleEndian(_file.AsSpan(_position - 8));
    }

    private string Text()
    {
        int length = checked((int)U64());
        _position += length;
        return Encoding.UTF8.GetString(_file, _position - length, length);
    }
}
