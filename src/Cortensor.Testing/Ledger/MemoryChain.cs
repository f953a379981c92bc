using System.Runtime.CompilerServices;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Ledger;

/// <summary>
/// A whole network in memory: the rules of Cortensor.Protocol behind the ports that the contracts stand behind in production, with blocks,
/// roles and COR. Safe to use from several threads; every move is a block of its own unless <see cref="BeginBlock"/> gathers them.
/// </summary>
/// <remarks>
/// Block time is the clock's, in whole seconds. A refused move makes no block, as one that a node's gas estimate already refuses.
/// </remarks>
public sealed class MemoryChain : INetworkView, IBlockHashes
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private volatile NetworkSnapshot _published;
    private TaskCompletionSource _changed = NewSignal();
    private ChainState _state;
    private ulong _transactions;
    private bool _holdsBlock;

    /// <summary>A chain with a genesis block at the clock's time.</summary>
    public MemoryChain(TimeProvider clock, MemoryChainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        Options = options ?? new MemoryChainOptions();
        SessionDomain = TaskRequestTypedData.Domain(Options.ChainId, Options.Session);
        _published = new NetworkSnapshot { Head = new ChainHead(0, BlockHash(0), ClockSeconds()), Parameters = Options.Parameters };
        _state = new ChainState { Network = _published };
    }

    /// <summary>What the chain was started with.</summary>
    public MemoryChainOptions Options { get; }

    /// <summary>The domain under which owners sign task requests.</summary>
    public TypedDataDomain SessionDomain { get; }

    /// <inheritdoc/>
    public NetworkSnapshot Current => _published;

    /// <summary>COR minted so far.</summary>
    public TokenAmount Minted => Read().Minted;

    /// <summary>Every ledger in the name of an account.</summary>
    public LedgerActor As(Address account) =>
        new(
            new MemoryQueueLedger(this, account),
            new MemorySessionLedger(this, account),
            new MemoryPaymentLedger(this, account),
            new MemoryPoolLedger(this, account)
        );

    /// <inheritdoc/>
    public async IAsyncEnumerable<NetworkSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NetworkSnapshot? seen = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            NetworkSnapshot current;
            Task changed;
            lock (_lock)
            {
                (current, changed) = (_published, _changed.Task);
            }

            if (ReferenceEquals(current, seen))
            {
                await changed.WaitAsync(cancellationToken);
            }
            else
            {
                seen = current;
                yield return current;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<Hash32?> FindAsync(ulong number, CancellationToken cancellationToken) =>
        ValueTask.FromResult(number <= Current.Head.Number ? BlockHash(number) : default(Hash32?));

    /// <summary>Gives a role, as the registrar would.</summary>
    public void GrantRole(NodeRole role, Address account) => Administer(state => MemoryRoles.Grant(state, role, account));

    /// <summary>Takes a role.</summary>
    public void RevokeRole(NodeRole role, Address account) => Administer(state => MemoryRoles.Revoke(state, role, account));

    /// <summary>Sets the network's price of a model.</summary>
    public void SetPrice(Hash32 modelId, ModelPrice price) =>
        Administer(state => state with { Network = state.Network with { Prices = state.Network.Prices.SetItem(modelId, price) } });

    /// <summary>Sets the queue's deadlines and limits.</summary>
    public void SetParameters(QueueParameters parameters) =>
        Administer(state => state with { Network = state.Network with { Parameters = parameters } });

    /// <summary>Gives an account COR that did not exist before.</summary>
    public void Mint(Address account, TokenAmount amount) =>
        Administer(state => state.WithWallet(account, state.Wallet(account) + amount) with { Minted = state.Minted + amount });

    /// <summary>Adds empty blocks at the clock's time.</summary>
    public void Mine(int blocks = 1)
    {
        for (int block = 0; block < blocks; block++)
        {
            Administer(static state => state);
        }
    }

    /// <summary>
    /// Adds an empty block whenever <paramref name="interval"/> of the clock has passed, until disposed: what moves deadlines when nobody
    /// does.
    /// </summary>
    public IDisposable MineEvery(TimeSpan interval) => _clock.CreateTimer(_ => Mine(), null, interval, interval);

    /// <summary>Gathers moves in one block at the clock's present time; it is mined, empty or not, when the result is disposed.</summary>
    public IDisposable BeginBlock()
    {
        lock (_lock)
        {
            if (_holdsBlock)
            {
                throw new InvalidOperationException("A block is being gathered already.");
            }

            _state = WithNextHead_NeedsLock();
            _holdsBlock = true;
        }

        return new HeldBlock(this);
    }

    /// <summary>The chain as it is now, to go back to.</summary>
    public SavedChain Save() => new(Read());

    /// <summary>Goes back in time: everything since then never was. Block numbers go back too, times do not come again.</summary>
    public void GoBackTo(SavedChain saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        lock (_lock)
        {
            Publish_NeedsLock(saved.State);
        }
    }

    /// <summary>Fails unless all COR is accounted for, to the wei, and every reservation belongs to an open task.</summary>
    /// <exception cref="KitFailure">Money appeared or vanished.</exception>
    public void AssertMoneyConserved() => MoneyInvariants.Check(Read());

    internal MoveResult Execute(Address actor, string name, TaskKey? task, Func<MemoryMove, Ruling<ChainState>> move)
    {
        lock (_lock)
        {
            ChainState next = _holdsBlock ? _state : WithNextHead_NeedsLock();
            ChainHead head = next.Network.Head;
            MoveContext context = new(
                actor,
                head.Timestamp,
                head.Number,
                next.Network.Oracles.Contains(actor),
                next.Network.Routers.Contains(actor)
            );
            Hash32 transaction = Keccak256.HashWords(Options.ChainId, _transactions);
            Ruling<ChainState> ruling = move(new MemoryMove(next, context, transaction));
            if (!ruling.Legal)
            {
                return MoveResult.Of(ruling.Refusal);
            }

            _transactions++;
            Publish_NeedsLock(task is TaskKey key ? MemorySteps.Add(next, ruling.Value, key, name, transaction) : ruling.Value);
            return MoveResult.Of(new MoveReceipt(transaction, head.Number, head.Timestamp, GasUsed: 0));
        }
    }

    internal ChainState Read()
    {
        lock (_lock)
        {
            return _state;
        }
    }

    internal Hash32 BlockHash(ulong number) => Keccak256.HashWords(Options.ChainId, Options.Session, number);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Administer(Func<ChainState, ChainState> change)
    {
        lock (_lock)
        {
            Publish_NeedsLock(change(_holdsBlock ? _state : WithNextHead_NeedsLock()));
        }
    }

    private ChainState WithNextHead_NeedsLock()
    {
        ChainHead head = _state.Network.Head;
        ChainHead next = new(head.Number + 1, BlockHash(head.Number + 1), Math.Max(head.Timestamp, ClockSeconds()));
        return _state with { Network = _state.Network with { Head = next } };
    }

    private void EndBlock()
    {
        lock (_lock)
        {
            _holdsBlock = false;
            Publish_NeedsLock(_state);
        }
    }

    private void Publish_NeedsLock(ChainState state)
    {
        _state = state;
        if (!_holdsBlock)
        {
            _published = state.Network;
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    private ulong ClockSeconds() => (ulong)_clock.GetUtcNow().ToUnixTimeSeconds();

    private sealed class HeldBlock(MemoryChain chain) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                chain.EndBlock();
            }
        }
    }
}
