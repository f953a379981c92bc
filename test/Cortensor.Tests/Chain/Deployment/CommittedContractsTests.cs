using Cortensor.Chain.Deployment;
using Cortensor.Crypto;

namespace Cortensor.Tests.Chain.Deployment;

public sealed class CommittedContractsTests : IDisposable
{
    private const string Source = "contract Thing {}\n";

    private readonly string _contracts = Directory.CreateTempSubdirectory("cortensor-contracts-").FullName;

    public void Dispose() => Directory.Delete(_contracts, recursive: true);

    [Fact]
    public async Task The_committed_contracts_are_those_of_the_committed_sources() =>
        Assert.Empty(
            await CommittedContracts.ChangedSourcesAsync(Path.Combine(Repository.Root, "contracts"), TestContext.Current.CancellationToken)
        );

    [Fact]
    public async Task A_changed_and_a_lost_source_are_named_and_libraries_are_not_looked_at()
    {
        string hash = Keccak256.HashText(Source).ToString();
        Write(
            "artifacts/Thing.json",
            $$"""{ "abi": [], "bytecode": { "object": "0x600100" }, "sources": { "src/thing/Thing.sol": "{{hash}}", "src/thing/Gone.sol": "{{hash}}", "node_modules/x/X.sol": "{{hash}}" } }"""
        );
        Write("src/thing/Thing.sol", Source);
        Assert.Equal(["src/thing/Gone.sol"], await ChangedAsync());
        Write("src/thing/Thing.sol", Source + "// another");
        Assert.Equal(["src/thing/Gone.sol", "src/thing/Thing.sol"], await ChangedAsync());
    }

    [Fact]
    public async Task A_folder_without_sources_is_taken_as_it_is()
    {
        Write("artifacts/Thing.json", """{ "sources": { "src/Thing.sol": "0x00" } }""");
        Assert.Empty(await ChangedAsync());
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "abi": [], "bytecode": null, "sources": {} }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x" }, "sources": {} }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x6xyz" }, "sources": {} }""")]
    [InlineData("""{ "abi": 1, "bytecode": { "object": "0x600100" }, "sources": {} }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x600100" } }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x600100" }, "sources": {} }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x600100" }, "sources": [] }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x600100" }, "sources": null }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x600100" }, "sources": { "src/Thing.sol": 1 } }""")]
    [InlineData("""{ "abi": [], "bytecode": { "object": "0x600100" }, "sources": { "src/Thing.sol": "0x00" } }""")]
    public async Task What_is_no_compiled_contract_is_refused_with_its_name(string artifact)
    {
        Write("artifacts/Thing.json", artifact);
        Write("src/Thing.sol", Source);
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(ChangedAsync);
        Assert.Contains("Thing.json", refused.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> ChangedAsync() =>
        CommittedContracts.ChangedSourcesAsync(_contracts, TestContext.Current.CancellationToken);

    private void Write(string file, string text)
    {
        string path = Path.Combine(_contracts, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
