using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Views.Queue;
using Cortensor.Chain.Watching;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Views;

/// <summary>The network as a chain's events tell it: <see cref="RunAsync"/> follows the chain, everything else only looks.</summary>
/// <remarks>
/// Nothing is shown before the head was reached for the first time: until then <see cref="Current"/> is empty and <see cref="WatchAsync"/>
/// waits. A reorganization rolls back to an older snapshot; one deeper than those kept makes the view read everything again, and shows the
/// old snapshot meanwhile.
/// </remarks>
public sealed class ChainNetworkView : INetworkView
{
    private readonly EthClient _client;
    private readonly AddressBook _book;
    private readonly ChainViewOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NetworkContracts _contracts;
    private readonly SnapshotFeed _feed = new();
    private readonly HeadSubscription? _heads;
    private volatile LogWatcher? _watcher;

    /// <summary>
    /// A view that has seen nothing yet; with <paramref name="heads"/> it looks when a block is announced, and polls only as a safety net.
    /// </summary>
    /// <exception cref="InvalidDataException">The address book lacks a contract, or names one of another version.</exception>
    public ChainNetworkView(
        EthClient client,
        AddressBook book,
        ChainViewOptions options,
        TimeProvider time,
        ILogger<ChainNetworkView> logger,
        HeadSubscription? heads = null
    )
    {
        ArgumentNullException.ThrowIfNull(book);
        (_client, _book, _options, _time, _logger, _heads) = (client, book, OptionRanges.Require(options), time, logger, heads);
        _contracts = new NetworkContracts(book);
    }

    /// <inheritdoc/>
    public NetworkSnapshot Current => _feed.Current ?? ViewState.Empty.Network;

    /// <summary>When the node last answered; null before the first time.</summary>
    public DateTimeOffset? LastSuccess => _watcher?.LastAnswer;

    /// <summary>
    /// Whether the head was reached and the node answered lately (<see cref="ChainViewOptions.FreshFor"/>): what a health check asks.
    /// </summary>
    public bool IsFresh => _feed.Current is not null && LastSuccess is { } last && _time.GetUtcNow() - last <= _options.FreshFor;

    /// <inheritdoc/>
    public IAsyncEnumerable<NetworkSnapshot> WatchAsync(CancellationToken cancellationToken) => _feed.WatchAsync(cancellationToken);

    /// <summary>The first snapshot: hosts start their roles after it.</summary>
    public Task<NetworkSnapshot> ReadyAsync(CancellationToken cancellationToken) => ReachAsync(0, cancellationToken);

    /// <summary>The newest snapshot as soon as its head is at <paramref name="block"/> or above.</summary>
    public async Task<NetworkSnapshot> ReachAsync(ulong block, CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot snapshot in WatchAsync(cancellationToken))
        {
            if (snapshot.Head.Number >= block)
            {
                return snapshot;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Follows the chain until cancelled, through reorganizations and a node that fails. Call it once.</summary>
    /// <exception cref="InvalidDataException">The node serves another chain than the address book names.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Address treasury = await ConnectAsync(cancellationToken);
        Log.Following(_logger, _book.Network, _book.ChainId, _book.StartBlock);
        IReadOnlyCollection<IModuleProjection> modules = _contracts.CreateProjections(treasury);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task listening = _heads?.RunAsync(ending.Token) ?? Task.CompletedTask;
        try
        {
            await FollowAsync(modules, cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
            await listening.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task FollowAsync(IReadOnlyCollection<IModuleProjection> modules, CancellationToken cancellationToken)
    {
        PollBackoff rereads = new(_options.PollInterval, _options.MaxBackoff);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SnapshotProjection projection = new(modules, new RouterTips(_client, _contracts.Queue), _feed, _options.SnapshotsKept);
            _watcher = new LogWatcher(
                _client,
                [.. modules.Select(static module => module.Contract)],
                _options.ForWatcher(),
                _time,
                _logger,
                _heads
            );
            try
            {
                await _watcher.RunAsync(projection, _book.StartBlock, cancellationToken);
            }
            catch (ReorganizationTooDeepException deep)
            {
                Log.Rebuilding(_logger, deep.LowestKnown);
            }
            catch (EventsMissingException missing)
            {
                Log.EventsMissing(_logger, missing.Block);
                await Task.Delay(rereads.Next(), _time, cancellationToken); // whoever withheld them may do so again
            }
        }
    }

    /// <summary>Waits for the node, makes sure that it is the right one, and asks whose account the treasury is.</summary>
    private async Task<Address> ConnectAsync(CancellationToken cancellationToken)
    {
        PollBackoff backoff = new(_options.PollInterval, _options.MaxBackoff);
        while (true)
        {
            try
            {
                ulong chain = await _client.GetChainIdAsync(cancellationToken);
                return chain == _book.ChainId
                    ? await _client.QueryAsync(
                        _contracts.Payment,
                        new SessionPaymentContract.TreasuryCall(),
                        cancellationToken: cancellationToken
                    )
                    : throw new InvalidDataException(
                        $"The node serves chain {chain}, network {_book.Network} is on chain {_book.ChainId}."
                    );
            }
            catch (Exception failure) when (failure is RpcUnreachableException or JsonRpcException)
            {
                Log.NotConnected(_logger, failure.Message);
            }

            await Task.Delay(backoff.Next(), _time, cancellationToken);
        }
    }
}
