using System.Globalization;
using System.Text;
using System.Text.Json;
using Cortensor.Protocol.Storage;
using Cortensor.Storage.Car;
using Cortensor.Storage.UnixFs;

namespace Cortensor.Tests.Storage;

public sealed class IpfsPeerTests : IDisposable
{
    private const int MiB = 1 << 20;
    private readonly TestFolder _folder = new();
    private readonly MemoryBlockStore _blocks = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(MiB - 1)]
    [InlineData(MiB)]
    [InlineData(MiB + 1)]
    [InlineData(10 * MiB)]
    public async Task Names_and_archives_agree_with_ipfs_car(int length)
    {
        byte[] bytes = Pattern.Bytes(length);
        ImportedFile file = await UnixFsImporter.ImportAsync(new MemoryStream(bytes), _blocks, default);

        // Theirs, read by us.
        await File.WriteAllBytesAsync(_folder["file"], bytes);
        _ = await IpfsPeer.CarToolAsync("pack", "--no-wrap", _folder["file"], "--output", _folder["theirs.car"]);
        MemoryBlockStore theirs = new();
        using (FileStream car = File.OpenRead(_folder["theirs.car"]))
        {
            Assert.Equal([file.Cid], await CarArchive.ImportAsync(car, theirs, default));
        }

        Assert.Equal(_blocks.Blocks.Keys.ToHashSet(), theirs.Blocks.Keys.ToHashSet());
        using MemoryStream output = new();
        _ = await UnixFsExporter.ExportAsync(file.Cid, theirs, output, length, default);
        Assert.Equal(bytes, output.ToArray());

        // Ours, read by them.
        using (FileStream car = File.Create(_folder["ours.car"]))
        {
            await CarArchive.ExportAsync(file.Cid, _blocks, car, default);
        }

        Assert.Equal(file.Cid.ToString(), Encoding.UTF8.GetString(await IpfsPeer.CarToolAsync("roots", _folder["ours.car"])).Trim());
        _ = await IpfsPeer.CarToolAsync("unpack", _folder["ours.car"], "--output", _folder["unpacked"]);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder["unpacked"]));
    }

    // Chunks of 10 bytes and 3 children make deep trees of small files: full, one over full, and a last node with one child, at several
    // levels.
    [Theory]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(90)]
    [InlineData(91)]
    [InlineData(101)]
    [InlineData(271)]
    [InlineData(5000)]
    public async Task Deep_trees_agree(int length)
    {
        byte[] bytes = Pattern.Bytes(length);
        ImportedFile file = await UnixFsImporter.ImportAsync(new MemoryStream(bytes), _blocks, new UnixFsProfile(10, 3), default);
        Assert.Equal(Encoding.UTF8.GetString(await IpfsPeer.ScriptAsync(bytes, "cid", "10", "3")), file.Cid.ToString());
    }

    [Fact]
    public async Task Canonical_text_agrees_with_ECMAScript()
    {
        Random random = new(8785);
        string json = "[" + string.Join(',', Enumerable.Range(0, 300).Select(_ => RandomValue(random, depth: 4))) + "]";
        string[] theirs = JsonSerializer.Deserialize<string[]>(await IpfsPeer.ScriptAsync(Encoding.UTF8.GetBytes(json), "canonical"))!;
        using JsonDocument document = JsonDocument.Parse(json);
        string[] ours = [.. document.RootElement.EnumerateArray().Select(v => Encoding.UTF8.GetString(CanonicalJson.Encode(v)))];
        Assert.Equal(theirs, ours);
    }

    private static string RandomValue(Random random, int depth) =>
        random.Next(depth > 0 ? 6 : 4) switch
        {
            0 => random.NextInt64(-CanonicalJson.MaxInteger, CanonicalJson.MaxInteger + 1).ToString(CultureInfo.InvariantCulture),
            1 => random.Next(2) == 0 ? "true" : "null",
            2 or 3 => JsonSerializer.Serialize(RandomText(random)),
            4 => "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth - 1))) + "]",
            _ => "{"
                + string.Join(
                    ',',
                    Enumerable
                        .Range(0, random.Next(6))
                        .Select(_ => RandomText(random))
                        .Distinct()
                        .Select(k => $"{JsonSerializer.Serialize(k)}:{RandomValue(random, depth - 1)}")
                )
                + "}",
        };

    /// <summary>Code points from the ranges where escaping or sorting could go wrong; no surrogate halves.</summary>
    private static string RandomText(Random random)
    {
        (int Low, int High)[] ranges =
        [
            (0, 0x20),
            (0x20, 0x7F),
            (0x7F, 0x100),
            (0x2020, 0x2030),
            (0xD7F0, 0xD800),
            (0xE000, 0xE010),
            (0xFFF0, 0x10000),
            (0x1F600, 0x1F610),
            (0x10FFF0, 0x110000),
        ];
        StringBuilder text = new();
        for (int i = random.Next(5); i > 0; i--)
        {
            (int low, int high) = ranges[random.Next(ranges.Length)];
            _ = text.Append(char.ConvertFromUtf32(random.Next(low, high)));
        }

        return text.ToString();
    }
}
