using System.Collections.Immutable;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Watching;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Views.Queue;

/// <summary>
/// Asks the contract for the tips of routers that used a reveal. A submit moves the tip to the reveal, which stands in the transaction's
/// arguments but in no event.
/// </summary>
/// <remarks>
/// Only near the head, where every node still has the state: before that no snapshot is shown, and the last tip is all that counts.
/// </remarks>
internal sealed class RouterTips(EthClient client, Address queue)
{
    /// <summary>Routers that used a reveal in the block.</summary>
    public ImmutableHashSet<Address> UsedIn(BlockLogs block) =>
        [
            .. block
                .Logs.Where(log => log.Contract == queue)
                .Select(static log => log.Is(out SessionQueueContract.TaskQueued? queued) ? queued.Router : Address.Zero)
                .Where(static router => !router.IsZero),
        ];

    /// <summary>The snapshot with the tips of these routers as they stand at the end of its block.</summary>
    public async Task<NetworkSnapshot> ReadAsync(
        NetworkSnapshot network,
        ImmutableHashSet<Address> routers,
        CancellationToken cancellationToken
    )
    {
        // By height, not by hash: if the block was replaced meanwhile, the watcher finds out next and takes this snapshot back.
        BlockTag block = BlockTag.At(network.Head.Number);
        foreach (Address router in routers)
        {
            network = RouterChainEvents.WithTip(network, router, await ReadAsync(router, block, cancellationToken));
        }

        return network;
    }

    private async Task<Hash32> ReadAsync(Address router, BlockTag block, CancellationToken cancellationToken)
    {
        SessionQueueContract.RouterChainCall call = new(router);
        try
        {
            return await client.QueryAsync(queue, call, block, cancellationToken: cancellationToken);
        }
        catch (Exception lost) when (lost is JsonRpcException or ContractRevertException)
        {
            // The getter refuses nothing: the node has forgotten that block's state, as a dev chain does when it starts again from its
            // file. The newest tip is then right as soon as the view has caught up with it.
            return await client.QueryAsync(queue, call, BlockTag.Latest, cancellationToken: cancellationToken);
        }
    }
}
