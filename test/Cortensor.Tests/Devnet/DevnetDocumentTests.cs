using System.Text.Json;
using Cortensor.Devnet.State;
using Cortensor.Primitives;

namespace Cortensor.Tests.Devnet;

public sealed class DevnetDocumentTests : IDisposable
{
    private readonly DevnetPaths _paths = new(Directory.CreateTempSubdirectory("cortensor-document-").FullName);

    public void Dispose() => Directory.Delete(_paths.Root, recursive: true);

    /// <summary>Other programs read this file: its shape is fixed.</summary>
    [Fact]
    public void Its_shape_is_the_published_one()
    {
        using JsonDocument json = JsonDocument.Parse(Sample().ToJson());
        JsonElement root = json.RootElement;
        Assert.Equal(["chains", "router", "gateway", "apiKey", "contracts", "miners", "oracle", "sessionId", "pids"], Names(root));
        Assert.Equal(["l1", "l2", "l3"], Names(root.GetProperty("chains")));
        Assert.Equal(["rpc", "chainId"], Names(root.GetProperty("chains").GetProperty("l2")));
        Assert.Equal(["url", "wsUrl"], Names(root.GetProperty("router")));
        Assert.Equal(["chain", "router", "miner", "oracle"], Names(root.GetProperty("pids")));
        Assert.Equal(JsonValueKind.String, root.GetProperty("contracts").GetProperty("SessionQueue").ValueKind);
        Assert.Equal(1ul, root.GetProperty("sessionId").GetUInt64());
        Assert.Equal(2, root.GetProperty("pids").GetProperty("miner").GetArrayLength());
    }

    [Fact]
    public void It_is_read_back_and_only_its_owner_may()
    {
        Sample().Save(_paths);
        Assert.Equal(Sample().ToJson(), DevnetDocument.Find(_paths)!.ToJson());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_paths.Document));
        }
    }

    [Fact]
    public void None_is_null_and_a_damaged_one_is_said_to_be()
    {
        Assert.Null(DevnetDocument.Find(_paths));
        File.WriteAllText(_paths.Document, "{}");
        Assert.Throws<InvalidDataException>(() => DevnetDocument.Find(_paths));
    }

    private static DevnetDocument Sample()
    {
        Address address = Address.Parse("0x00000000000000000000000000000000000000aa");
        return new DevnetDocument(
            DevnetChains.Single(new DevnetChain("http://127.0.0.1:8545", 900_000_001)),
            new DevnetRouter("http://127.0.0.1:5010", "ws://127.0.0.1:5010/ws/miner"),
            "http://127.0.0.1:5010",
            "ck-dev-x",
            new SortedDictionary<string, Address>(StringComparer.Ordinal) { ["SessionQueue"] = address },
            [address],
            address,
            1,
            new DevnetPids([10], [11], [12, 13], [14])
        );
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
