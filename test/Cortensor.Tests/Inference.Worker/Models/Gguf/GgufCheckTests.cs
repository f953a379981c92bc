using Cortensor.Inference.Worker;
using Cortensor.Inference.Worker.Models.Gguf;
using Cortensor.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Cortensor.Tests.Inference.Worker.Models.Gguf;

public sealed class GgufCheckTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".gguf");

    public static TheoryData<string, byte[]> Hostile =>
        new()
        {
            { "empty", [] },
            { "another magic", new GgufBytes().Head(0, 0, magic: "GGML").ToArray() },
            { "another version", new GgufBytes().Head(0, 0, version: 99).ToArray() },
            { "2^64 - 1 tensors", GgufBytes.Right(tensors: ulong.MaxValue).ToArray() },
            { "2^63 values", GgufBytes.Right(values: 1UL << 63).ToArray() },
            { "more tensors than bytes", GgufBytes.Right(tensors: 60_000).ToArray() },
            { "a key of 2^60 bytes", new GgufBytes().Head(0, 1).U64(1UL << 60).ToArray() },
            { "a text of 2^63 bytes", new GgufBytes().Head(0, 1).Text("general.name").U32(8).U64(1UL << 63).Raw(new byte[64]).ToArray() },
            { "an array of 2^61 numbers", new GgufBytes().Head(0, 1).Text("a").U32(9).U32(4).U64(1UL << 61).Raw(new byte[64]).ToArray() },
            { "an array of 2^40 texts", new GgufBytes().Head(0, 1).Text("a").U32(9).U32(8).U64(1UL << 40).Raw(new byte[64]).ToArray() },
            { "arrays in arrays", new GgufBytes().Head(0, 1).Text("a").U32(9).U32(9).U64(1).Raw(new byte[64]).ToArray() },
            { "an unknown type of value", new GgufBytes().Head(0, 1).Text("a").U32(77).Raw(new byte[64]).ToArray() },
            { "four thousand million layers", new GgufBytes().Head(0, 1).Number("llama.block_count", uint.MaxValue).ToArray() },
            { "an alignment of 0", new GgufBytes().Head(0, 1).Number("general.alignment", 0).ToArray() },
            { "a tensor without dimensions", new GgufBytes().Head(1, 0).Tensor(dimensions: 0).ToArray() },
            { "a tensor of 9 dimensions", new GgufBytes().Head(1, 0).Tensor(dimensions: 9).ToArray() },
            { "a tensor 2^63 wide", new GgufBytes().Head(1, 0).Tensor(width: 1UL << 63).ToArray() },
            { "a product that overflows", new GgufBytes().Head(1, 0).Tensor(width: 1UL << 30, dimensions: 4).ToArray() },
            { "a tensor of unknown type", new GgufBytes().Head(1, 0).Tensor(type: 1000).ToArray() },
            { "half a block", new GgufBytes().Head(1, 0).Tensor(width: 33, type: 3).ToArray() },
            { "a tensor beyond the end", new GgufBytes().Head(1, 0).Tensor(offset: 1UL << 40).ToArray() },
            { "an offset that overflows", new GgufBytes().Head(1, 0).Tensor(offset: ulong.MaxValue - 31).ToArray() },
            { "an offset between", new GgufBytes().Head(1, 0).Tensor(offset: 3).ToArray() },
            { "a tensor cut short", new GgufBytes().Head(1, 0).Tensor(dataBytes: 255).ToArray() },
        };

    public static TheoryData<int> Seeds => [.. TestSeed.From(1)];

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_right_file_passes()
    {
        Write(GgufBytes.Right().ToArray());
        GgufCheck.Run(_path);
    }

    [Fact]
    public void The_real_model_passes() => GgufCheck.Run(RealModel.Path());

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_file_that_cannot_be_true_is_refused(string what, byte[] bytes)
    {
        Write(bytes);
        WorkerException refused = Assert.Throws<WorkerException>(() => GgufCheck.Run(_path));
        Assert.True(refused.ExitCode == WorkerExitCodes.ModelUnreadable, what);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] right = GgufBytes.Right().ToArray();
        for (int length = 0; length < right.Length; length++)
        {
            Write(right[..length]);
            WorkerException refused = Assert.Throws<WorkerException>(() => GgufCheck.Run(_path));
            Assert.Equal(WorkerExitCodes.ModelUnreadable, refused.ExitCode);
        }
    }

    /// <summary>
    /// A changed byte may shorten a tensor or a name, so that a cut file is right again; what matters is that nothing else ever happens.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_changed_byte_and_a_cut_are_a_pass_or_a_refusal(int seed)
    {
        byte[] right = GgufBytes.Right().ToArray();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400).WithSeed(seed),
            Prop.ForAll(
                Gen.Choose(0, right.Length - 1).Zip(Gen.Choose(0, 255)).Zip(Gen.Choose(0, right.Length)).ToArbitrary(),
                change =>
                {
                    byte[] bytes = [.. right];
                    bytes[change.Item1.Item1] = (byte)change.Item1.Item2;
                    Write(bytes[..change.Item2]);
                    try
                    {
                        GgufCheck.Run(_path);
                        return change.Item2 > 0;
                    }
                    catch (WorkerException refused)
                    {
                        return refused.ExitCode == WorkerExitCodes.ModelUnreadable;
                    }
                }
            )
        );
    }

    private void Write(byte[] bytes) => File.WriteAllBytes(_path, bytes);
}
