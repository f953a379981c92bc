using System.Collections.Immutable;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Conformance;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>The contracts on a development chain as a driver of the conformance kit: one block for each batch.</summary>
internal sealed class ChainLedgerUnderTest : ILedgerUnderTest
{
    private readonly SteppedChain _chain;
    private World? _world;

    private ChainLedgerUnderTest(SteppedChain chain) => _chain = chain;

    public string Name => "the contracts";

    public static async Task<ChainLedgerUnderTest> OpenAsync() => new(await SteppedChain.StartAsync());

    public async Task StartAsync(ConformanceSetup setup, CancellationToken cancellationToken)
    {
        AddressBook network = await FoundedNetwork.BuildAsync(_chain, setup, cancellationToken);
        MoveWorld names = new(setup, TaskRequestTypedData.Domain(_chain.ChainId, network.AddressOf(ContractNames.Session)));
        _world = new World(new MoveCalls(network, names, _chain.ChainId), new SightReader(network, setup));
    }

    public async Task<ImmutableArray<string?>> PlayAsync(MoveBatch batch, CancellationToken cancellationToken)
    {
        World world = Started();
        List<OutgoingCall> calls = [];
        foreach (LedgerMove move in batch.Moves)
        {
            calls.Add(await world.Moves.OfAsync(move, cancellationToken));
        }

        ImmutableArray<byte[]?> reverts = await _chain.MineAsync(batch.Timestamp, calls, cancellationToken);
        return [.. reverts.Select(revert => revert is null ? null : CodeOf(revert))];
    }

    public Task<LedgerView> ReadViewAsync(LedgerQuestion question, CancellationToken cancellationToken) =>
        Started().Sight.LookAsync(question, _chain.Rpc, cancellationToken);

    public ValueTask DisposeAsync() => _chain.DisposeAsync();

    /// <summary>The code as the product's ledgers read it.</summary>
    private static string CodeOf(byte[] revert) => RevertRefusals.Read(revert)?.Code ?? $"revert {Hex.Encode(revert)}";

    private World Started() => _world ?? throw new InvalidOperationException("StartAsync comes first.");

    private sealed record World(MoveCalls Moves, SightReader Sight);
}
