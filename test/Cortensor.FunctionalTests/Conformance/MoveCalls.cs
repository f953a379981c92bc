using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Conformance;
using Queue = Cortensor.Chain.Bindings.SessionQueueContract;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>Each move of the kit as the contract call it is.</summary>
internal sealed class MoveCalls(AddressBook network, MoveWorld world, ulong chainId)
{
    public async ValueTask<OutgoingCall> OfAsync(LedgerMove move, CancellationToken cancellationToken)
    {
        (string contract, IContractCall call) = move switch
        {
            LedgerMove.Submit submit => (ContractNames.SessionQueue, await SubmitAsync(submit, cancellationToken)),
            LedgerMove.OnTask task => (ContractNames.SessionQueue, OfTask(task)),
            LedgerMove.PostRouterChain post => (ContractNames.SessionQueue, new Queue.PostRouterChainCall(post.Tip)),
            LedgerMove.CreateSession create => (ContractNames.Session, new SessionContract.CreateCall(Config(create.Config))),
            LedgerMove.OnSession session => OfSession(session),
            LedgerMove.Register register => (
                ContractNames.NodePool,
                new NodePoolContract.RegisterCall(register.Slots, [.. world.Setup.Models.Take(register.Models)])
            ),
            LedgerMove.SetNodeState state => (
                ContractNames.NodePool,
                new NodePoolContract.SetStateCall(world[state.Node], (byte)state.State)
            ),
            LedgerMove.SetNodeLevel level => (ContractNames.NodePool, new NodePoolContract.SetLevelCall(world[level.Node], level.Level)),
            LedgerMove.DepositAccount deposit => (
                ContractNames.SessionPayment,
                new SessionPaymentContract.DepositAccountCall(world[deposit.Account], deposit.Amount.Wei)
            ),
            LedgerMove.WithdrawAccount withdraw => (
                ContractNames.SessionPayment,
                new SessionPaymentContract.WithdrawAccountCall(withdraw.Amount.Wei)
            ),
            _ => throw Unknown(move),
        };
        return new OutgoingCall(world.Setup.Accounts[move.Actor].Key, network.AddressOf(contract), call.Encode());
    }

    private static NotSupportedException Unknown(LedgerMove move) => new($"No contract call is known for the move {move}.");

    private static SessionContract.SessionConfig Config(SessionConfig config) =>
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

    private async ValueTask<Queue.SubmitCall> SubmitAsync(LedgerMove.Submit move, CancellationToken cancellationToken)
    {
        TaskAuthority authority = await move.Authority.SignAsync(world, move.Task.Session, move.RequestDigest, cancellationToken);
        return new Queue.SubmitCall(
            new Queue.TaskSubmission(
                move.Task.Session.Value,
                move.Task.Task.Value,
                move.RequestDigest,
                move.MaxCost.Wei,
                move.MaxTokens,
                move.Reveal,
                move.Nodes.Indexes,
                new Queue.Authority(authority.Nonce, authority.Expiry, authority.Signature.ToArray()),
                ClientReference: move.RequestDigest
            )
        );
    }

    private IContractCall OfTask(LedgerMove.OnTask move)
    {
        ulong session = move.Task.Session.Value;
        ulong task = move.Task.Task.Value;
        return move switch
        {
            LedgerMove.Assign assign => new Queue.AssignCall(session, task, assign.Nodes.Indexes),
            LedgerMove.Reassign reassign => new Queue.ReassignCall(session, task, reassign.Nodes.Indexes),
            LedgerMove.Ack ack => new Queue.AckCall(session, task, ack.Slot),
            LedgerMove.Decline decline => new Queue.DeclineCall(session, task, decline.Slot, (byte)decline.Reason),
            LedgerMove.Precommit precommit => new Queue.PrecommitCall(session, task, precommit.Slot, CommitmentOf(precommit)),
            LedgerMove.Commit commit => new Queue.CommitCall(
                session,
                task,
                commit.Slot,
                commit.Digest,
                commit.Salt,
                commit.PromptTokens,
                commit.OutputTokens
            ),
            LedgerMove.Deliver deliver => new Queue.DeliverCall(
                session,
                task,
                deliver.Slot,
                deliver.Digest,
                deliver.PromptTokens,
                deliver.OutputTokens
            ),
            LedgerMove.Complete complete => new Queue.CompleteCall(session, task, complete.Accepted),
            LedgerMove.Fail fail => new Queue.FailCall(session, task, (byte)fail.Reason),
            _ => throw Unknown(move),
        };
    }

    private Hash32 CommitmentOf(LedgerMove.Precommit move) =>
        move.Empty
            ? Hash32.Zero
            : Commitment.Of(chainId, network.AddressOf(ContractNames.SessionQueue), move.Task, world[move.Actor], move.Digest, move.Salt);

    private (string Contract, IContractCall Call) OfSession(LedgerMove.OnSession move)
    {
        ulong session = move.Session.Value;
        return move switch
        {
            LedgerMove.Fill => (ContractNames.Session, new SessionContract.FillCall(session)),
            LedgerMove.ListNode { Add: true } add => (
                ContractNames.Session,
                new SessionContract.AddDedicatedNodeCall(session, world[add.Node])
            ),
            LedgerMove.ListNode remove => (ContractNames.Session, new SessionContract.RemoveDedicatedNodeCall(session, world[remove.Node])),
            LedgerMove.SetRouter router => (ContractNames.Session, new SessionContract.SetRouterCall(session, world[router.Router])),
            LedgerMove.SetAllowance allowance => (
                ContractNames.Session,
                new SessionContract.SetRouterAllowanceCall(session, world[allowance.Router], allowance.PerEpoch.Wei)
            ),
            LedgerMove.End { ByTime: true } => (ContractNames.Session, new SessionContract.ExpireCall(session)),
            LedgerMove.End => (ContractNames.Session, new SessionContract.CloseCall(session)),
            LedgerMove.Deposit deposit => (
                ContractNames.SessionPayment,
                new SessionPaymentContract.DepositCall(session, deposit.Amount.Wei)
            ),
            LedgerMove.Withdraw withdraw => (
                ContractNames.SessionPayment,
                new SessionPaymentContract.WithdrawCall(session, withdraw.Amount.Wei)
            ),
            LedgerMove.PlanWithdraw { Cancel: true } => (
                ContractNames.SessionPayment,
                new SessionPaymentContract.CancelWithdrawCall(session)
            ),
            LedgerMove.PlanWithdraw => (ContractNames.SessionPayment, new SessionPaymentContract.RequestWithdrawCall(session)),
            _ => throw Unknown(move),
        };
    }
}
