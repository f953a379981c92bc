using System.Numerics;
using System.Text.Json;
using Cortensor.Bindgen;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Encoding;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain.Bindings;

public sealed class BindingGeneratorTests
{
    private static readonly ProbeContract.Item Item = new(7, "sieben 🚀", [Address.Parse("0x00000000000000000000000000000000000000aa")]);

    [Fact]
    public async Task The_committed_bindings_are_what_the_generator_writes()
    {
        GeneratedFile file = await BindingGenerator.GenerateAsync(ProbeChain.ArtifactPath, "Cortensor.Tests.Chain.Fixtures");
        string committed = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(ProbeChain.ArtifactPath)!, file.Name),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(committed, file.Text);
    }

    [Fact]
    public async Task Structs_events_errors_and_overloads_work_against_a_real_contract()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        Address probe = await ProbeChain.DeployAsync(sender, start: 40);

        TransactionReceipt added = await sender.ExecuteAsync(TransactionIntent.Call(probe, new ProbeContract.AddCall(Item)));
        ProbeContract.ItemAdded seen = Assert.Single(added.Events<ProbeContract.ItemAdded>());
        Assert.Equal((7UL, Keccak256.HashText(Item.Text), sender.Account), (seen.Id, seen.Label, seen.By));
        Assert.Equivalent(Item, seen.Item, strict: true);

        TransactionReceipt counted = await sender.ExecuteAsync(TransactionIntent.Call(probe, new ProbeContract.Count2Call(2)));
        Assert.Equal<BigInteger>([41, 42], counted.Events<ProbeContract.Counted>().Select(counting => counting.Value));

        ProbeContract.StateResult state = await anvil.Client.QueryAsync(probe, new ProbeContract.StateCall());
        Assert.Equal((sender.Account, (UInt128)42), (state.Owner, state.Value));
        Assert.Equivalent(Item, Assert.Single(state.Items), strict: true);

        ProbeContract.Box box = new([Item, Item], [Keccak256.HashText("a"), Keccak256.HashText("b")], -5);
        ProbeContract.EchoResult echo = await anvil.Client.QueryAsync(
            probe,
            new ProbeContract.EchoCall(box, [1, 2, 3], [9, 9, 9, 9], true, -BigInteger.Pow(2, 255))
        );
        Assert.Equivalent(new ProbeContract.EchoResult(box, [1, 2, 3], [9, 9, 9, 9], true, -BigInteger.Pow(2, 255)), echo, strict: true);

        ContractRevertException refused = await Assert.ThrowsAsync<ContractRevertException>(() =>
            sender.ExecuteAsync(TransactionIntent.Call(probe, new ProbeContract.AddCall(Item with { Id = 0 })))
        );
        Assert.True(refused.Is(out ProbeContract.ProbeBadBox? bad));
        Assert.Equivalent(Item with { Id = 0 }, bad.Item, strict: true);
        Assert.False(refused.Is<ProbeContract.ProbeNotOwner>(out _));
    }

    [Fact]
    public void An_event_with_the_wrong_number_of_topics_is_refused()
    {
        LogEntry log = new(Address.Zero, [ProbeContract.ItemAdded.Topic], default, 1, default, default, 0);
        Assert.Throws<FormatException>(() => log.Is<ProbeContract.ItemAdded>(out _));
    }

    [Theory]
    [InlineData("""[{"type":"event","name":"Same","inputs":[]},{"type":"error","name":"Same","inputs":[]}]""")]
    [InlineData("""[{"type":"error","name":"Twice","inputs":[{"name":"a","type":"bool"},{"name":"_a","type":"bool"}]}]""")]
    public void Colliding_names_are_refused(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        ContractAbi abi = ContractAbi.Read(document.RootElement);
        Assert.Throws<InvalidDataException>(() => BindingGenerator.Generate("X", abi, "N"));
    }

    [Fact]
    public void The_interface_hash_ignores_the_order_of_entries_and_notices_a_changed_type()
    {
        const string First = """{"type":"error","name":"A","inputs":[{"name":"a","type":"bool"}]}""";
        const string Second = """{"type":"error","name":"B","inputs":[]}""";
        Assert.Equal(HashOf($"[{First},{Second}]"), HashOf($"[{Second},{First}]"));
        Assert.NotEqual(HashOf($"[{First}]"), HashOf($"[{First.Replace("bool", "uint8", StringComparison.Ordinal)}]"));
    }

    private static Hash32 HashOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return ContractAbi.Read(document.RootElement).Hash;
    }
}
