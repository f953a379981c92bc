using Cortensor.Chain.Bindings;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Views;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Chain.Views;

public sealed class ChainNetworkViewStartTests
{
    private static readonly Address Somewhere = Address.Parse("0x00000000000000000000000000000000000c0a09");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_of_another_chain_is_refused()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        ChainNetworkView view = ViewOf(anvil, BookOf(anvil.ChainId + 1));
        InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() => view.RunAsync(Cancellation));
        Assert.Contains($"serves chain {anvil.ChainId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contracts_of_another_version_are_refused()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        AddressBook book = BookOf(anvil.ChainId);
        book.Contracts["SessionQueue"] = book.Contracts["SessionQueue"] with { AbiHash = SessionContract.AbiHash };
        Assert.Contains("SessionQueue", Assert.Throws<InvalidDataException>(() => ViewOf(anvil, book)).Message, StringComparison.Ordinal);
        _ = book.Contracts.Remove("SessionQueue");
        Assert.Contains(
            "no contract SessionQueue",
            Assert.Throws<InvalidDataException>(() => ViewOf(anvil, book)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Before_the_head_was_reached_nothing_is_shown()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        ChainNetworkView view = ViewOf(anvil, BookOf(anvil.ChainId));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using IAsyncEnumerator<NetworkSnapshot> reader = view.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        ValueTask<bool> waiting = reader.MoveNextAsync();
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.False(view.IsFresh);
        Assert.Null(view.LastSuccess);
        Assert.Equal(0UL, view.Current.Head.Number);
        Assert.Empty(view.Current.Nodes);
    }

    private static ChainNetworkView ViewOf(AnvilProcess anvil, AddressBook book) =>
        new(anvil.Client, book, new ChainViewOptions(), TimeProvider.System, NullLogger<ChainNetworkView>.Instance);

    private static AddressBook BookOf(ulong chainId) =>
        new(
            "test",
            chainId,
            new SortedDictionary<string, DeployedContract>(
                new[]
                {
                    ("NetworkData", NetworkDataContract.AbiHash),
                    ("Iam", IamContract.AbiHash),
                    ("NodePool", NodePoolContract.AbiHash),
                    ("Session", SessionContract.AbiHash),
                    ("SessionPayment", SessionPaymentContract.AbiHash),
                    ("SessionQueue", SessionQueueContract.AbiHash),
                }.ToDictionary(static entry => entry.Item1, static entry => new DeployedContract(Somewhere, 0, Hash32.Zero, entry.Item2))
            )
        );
}
