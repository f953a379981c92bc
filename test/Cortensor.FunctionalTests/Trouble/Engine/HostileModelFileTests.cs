using System.Buffers.Binary;
using System.Diagnostics;
using Cortensor.Inference;
using Cortensor.Tests.Inference;

namespace Cortensor.FunctionalTests.Trouble.Engine;

/// <summary>A model file whose head says absurd things, in order to crash whoever reads it or to eat its memory.</summary>
public sealed class HostileModelFileTests : IDisposable
{
    private const int TensorCountAt = 8;
    private const int ValueCountAt = 16;
    private const int FirstKeyLengthAt = 24;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortensor-hostile-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_miner_refuses_with_a_code_keeps_its_memory_and_the_others_are_paid()
    {
        using Process here = Process.GetCurrentProcess();
        long before = here.PrivateMemorySize64;
        foreach (int at in new[] { TensorCountAt, ValueCountAt, FirstKeyLengthAt })
        {
            foreach (ulong absurd in new[] { ulong.MaxValue, 1UL << 62, uint.MaxValue })
            {
                Assert.Equal(EngineStartCodes.ModelUnreadable, await BadModel.StartAsync(Write(at, absurd)));
            }
        }

        here.Refresh();
        Assert.InRange(here.PrivateMemorySize64 - before, long.MinValue, 512L << 20);
        await BadModel.TheOthersArePaidAsync();
    }

    private string Write(int at, ulong value)
    {
        string path = Path.Combine(_folder.FullName, $"{at}-{value}.gguf");
        byte[] head = new byte[1 << 20];
        using (FileStream model = File.OpenRead(RealModel.Path()))
        {
            model.ReadExactly(head);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(at), value);
        File.WriteAllBytes(path, head);
        return path;
    }
}
