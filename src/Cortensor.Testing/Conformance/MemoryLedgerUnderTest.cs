using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Time;

namespace Cortensor.Testing.Conformance;

/// <summary>The memory chain as a driver of the conformance kit; also the model from which moves are generated.</summary>
public sealed class MemoryLedgerUnderTest : ILedgerUnderTest
{
    private readonly FakeClock _clock = new();
    private ImmutableArray<LedgerActor> _actors = [];
    private MoveWorld? _world;

    /// <summary>A fresh chain.</summary>
    public MemoryLedgerUnderTest(MemoryChainOptions? options = null) => Chain = new MemoryChain(_clock, options);

    /// <inheritdoc/>
    public string Name => "memory chain";

    /// <summary>The chain itself.</summary>
    public MemoryChain Chain { get; }

    /// <inheritdoc/>
    public Task StartAsync(ConformanceSetup setup, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(setup);
        cancellationToken.ThrowIfCancellationRequested();
        _clock.AdvanceTo(DateTimeOffset.FromUnixTimeSeconds((long)setup.StartTime - 1));
        _world = new MoveWorld(setup, Chain.SessionDomain);
        _actors = [.. setup.Accounts.Select(account => Chain.As(account.Address))];
        foreach (ConformanceAccount account in setup.Accounts)
        {
            Chain.Mint(account.Address, account.Wallet);
            foreach (NodeRole role in account.Roles)
            {
                Chain.GrantRole(role, account.Address);
            }
        }

        foreach ((Hash32 model, ModelPrice price) in setup.Prices)
        {
            Chain.SetPrice(model, price);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string?>> PlayAsync(MoveBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        MoveWorld world = Started();
        _clock.AdvanceTo(DateTimeOffset.FromUnixTimeSeconds((long)batch.Timestamp));
        ImmutableArray<string?>.Builder codes = ImmutableArray.CreateBuilder<string?>();
        using (Chain.BeginBlock())
        {
            foreach (LedgerMove move in batch.Moves)
            {
                MoveResult result = await move.PlayAsync(_actors[move.Actor], world, cancellationToken);
                codes.Add(result.Refusal?.Code);
            }
        }

        return codes.ToImmutable();
    }

    /// <inheritdoc/>
    public async Task<LedgerView> ReadViewAsync(LedgerQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        MoveWorld world = Started();
        NetworkSnapshot now = Chain.Current;
        Dictionary<string, AccountView> accounts = [];
        foreach (int account in question.Accounts)
        {
            accounts[world.Setup.Accounts[account].Name] = await SeeAsync(world[account], account, now, cancellationToken);
        }

        return new LedgerView
        {
            Tasks = question
                .Tasks.Where(now.Tasks.ContainsKey)
                .ToImmutableSortedDictionary(LedgerView.NameOf, key => TaskView.Of(now.Tasks[key], now.Parameters)),
            Sessions = question
                .Sessions.Where(now.Sessions.ContainsKey)
                .ToImmutableSortedDictionary(LedgerView.NameOf, id => See(now.Sessions[id], now, world.Setup)),
            Accounts = accounts.ToImmutableSortedDictionary(),
            Treasury = now.AccountBalances.GetValueOrDefault(Chain.Options.Treasury),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SessionView See(SessionInfo session, NetworkSnapshot now, ConformanceSetup setup) =>
        SessionView.Of(session, now.SessionBalances.GetValueOrDefault(session.Id, SessionBalance.Zero), setup, now.Head.Timestamp);

    private async Task<AccountView> SeeAsync(Address address, int account, NetworkSnapshot now, CancellationToken cancellationToken)
    {
        PoolNode? node = now.Nodes.GetValueOrDefault(address);
        return new AccountView(
            await _actors[account].Payments.WalletBalanceAsync(cancellationToken),
            now.AccountBalances.GetValueOrDefault(address),
            node?.State ?? PoolState.None,
            node?.Level ?? 0,
            node?.Slots ?? 0,
            RouterChains.TipAt(now.RouterChains.GetValueOrDefault(address), now.Head.Timestamp)
        );
    }

    private MoveWorld Started() => _world ?? throw new InvalidOperationException("StartAsync comes first.");
}
