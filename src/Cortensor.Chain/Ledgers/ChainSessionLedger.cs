using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Chain.Ledgers;

/// <summary>The sessions of the contract Session.</summary>
internal sealed class ChainSessionLedger(MoveSender moves, Address contract) : ISessionLedger
{
    public Address Actor => moves.Actor;

    public async Task<(MoveResult Result, SessionId Session)> CreateAsync(SessionConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        (MoveResult result, TransactionReceipt? receipt) = await moves.ExecuteAsync(
            TransactionIntent.Call(contract, new SessionContract.CreateCall(ToAbi(config))),
            cancellationToken
        );
        return (result, receipt is null ? default : new SessionId(receipt.Events<SessionContract.SessionCreated>().Single().SessionId));
    }

    public Task<MoveResult> FillAsync(SessionId session, CancellationToken cancellationToken) =>
        MoveAsync(new SessionContract.FillCall(session.Value), cancellationToken);

    public Task<MoveResult> AddDedicatedNodeAsync(SessionId session, Address node, CancellationToken cancellationToken) =>
        MoveAsync(new SessionContract.AddDedicatedNodeCall(session.Value, node), cancellationToken);

    public Task<MoveResult> RemoveDedicatedNodeAsync(SessionId session, Address node, CancellationToken cancellationToken) =>
        MoveAsync(new SessionContract.RemoveDedicatedNodeCall(session.Value, node), cancellationToken);

    public Task<MoveResult> SetRouterAsync(SessionId session, Address router, CancellationToken cancellationToken) =>
        MoveAsync(new SessionContract.SetRouterCall(session.Value, router), cancellationToken);

    public Task<MoveResult> SetRouterAllowanceAsync(
        SessionId session,
        Address router,
        TokenAmount perEpoch,
        CancellationToken cancellationToken
    ) => MoveAsync(new SessionContract.SetRouterAllowanceCall(session.Value, router, perEpoch.Wei), cancellationToken);

    public Task<MoveResult> CloseAsync(SessionId session, CancellationToken cancellationToken) =>
        MoveAsync(new SessionContract.CloseCall(session.Value), cancellationToken);

    public Task<MoveResult> ExpireAsync(SessionId session, CancellationToken cancellationToken) =>
        MoveAsync(new SessionContract.ExpireCall(session.Value), cancellationToken);

    private static SessionContract.SessionConfig ToAbi(SessionConfig config) =>
        new(
            config.Name,
            config.MetadataCid,
            config.ModelId,
            (byte)config.Mode,
            (byte)config.Sla,
            config.MinNodes,
            config.MaxNodes,
            config.Redundancy,
            config.Validators,
            config.ReserveNodes,
            config.ReservePeriod,
            config.MaxTasksPerNode,
            (byte)config.Settlement,
            (byte)config.Proof,
            (byte)config.Privacy,
            config.IsPublic,
            config.MaxPricePer1kInput.Wei,
            config.MaxPricePer1kOutput.Wei
        );

    private Task<MoveResult> MoveAsync(IContractCall call, CancellationToken cancellationToken) =>
        moves.MoveAsync(contract, call, cancellationToken);
}
