using System.Numerics;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Sending;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Deployment;

/// <summary>
/// What a network's administrator does from outside: admit nodes, shut accounts out, set prices, hand out money. Refusals are values.
/// </summary>
public sealed class NetworkAdministration(TransactionSender sender, AddressBook book)
{
    private readonly MoveSender _moves = new(sender);

    /// <summary>Whose key it is.</summary>
    public Address Administrator => sender.Account;

    /// <summary>Registrar: give a role to an account that registered for it.</summary>
    public Task<MoveResult> GrantAsync(NodeRole role, Address account, CancellationToken cancellationToken = default) =>
        MoveAsync(ContractNames.Iam, new IamContract.GrantCall((byte)role, account), cancellationToken);

    /// <summary>Registrar: take a role.</summary>
    public Task<MoveResult> RevokeAsync(NodeRole role, Address account, CancellationToken cancellationToken = default) =>
        MoveAsync(ContractNames.Iam, new IamContract.RevokeCall((byte)role, account), cancellationToken);

    /// <summary>Guardian: shut an account out, which takes all its roles, or let it in again.</summary>
    public Task<MoveResult> SetBlockedAsync(Address account, bool blocked, CancellationToken cancellationToken = default) =>
        MoveAsync(ContractNames.Acl, new AclContract.SetBlockedCall(account, blocked), cancellationToken);

    /// <summary>Owner of the parameters: set the price of a model.</summary>
    public Task<MoveResult> SetPriceAsync(ModelId model, ModelPrice price, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(price);
        return MoveAsync(ContractNames.NetworkData, NetworkCalls.SetPrice(model, price), cancellationToken);
    }

    /// <summary>Owner of the parameters: set the queue's deadlines and limits.</summary>
    public Task<MoveResult> SetParametersAsync(QueueParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return MoveAsync(ContractNames.NetworkData, NetworkCalls.SetParameters(parameters), cancellationToken);
    }

    /// <summary>Send wei, for gas.</summary>
    public async Task<MoveResult> FundGasAsync(Address account, BigInteger wei, CancellationToken cancellationToken = default)
    {
        (MoveResult result, _) = await _moves.ExecuteAsync(new TransactionIntent(account, default, wei), cancellationToken);
        return result;
    }

    /// <summary>Send COR.</summary>
    public Task<MoveResult> FundTokenAsync(Address account, TokenAmount amount, CancellationToken cancellationToken = default) =>
        MoveAsync(ContractNames.Token, new CortensorTokenContract.TransferCall(account, amount.Wei), cancellationToken);

    /// <summary>
    /// Everything between a bare key and a node with a role: money, registration, grant, and the bond money in its account. A role that the
    /// node holds already is left as it is. Enrolments of several nodes may run side by side.
    /// </summary>
    /// <exception cref="MoveRefusedException">A step was refused.</exception>
    public async Task EnrollAsync(NodeEnrollment enrollment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(enrollment);
        ChainLedgers node = enrollment.Node;
        await Task.WhenAll(
            enrollment.Gas.IsZero
                ? Task.CompletedTask
                : FundGasAsync(node.Actor, enrollment.Gas, cancellationToken).RequireAsync("gas money"),
            enrollment.Wallet + enrollment.Bond == TokenAmount.Zero
                ? Task.CompletedTask
                : FundTokenAsync(node.Actor, enrollment.Wallet + enrollment.Bond, cancellationToken).RequireAsync("COR")
        );
        Task bond =
            enrollment.Bond == TokenAmount.Zero
                ? Task.CompletedTask
                : node.Payments.DepositAccountAsync(node.Actor, enrollment.Bond, cancellationToken).RequireAsync("bond money");
        await Task.WhenAll(bond, AdmitAsync(enrollment, cancellationToken));
    }

    private async Task AdmitAsync(NodeEnrollment enrollment, CancellationToken cancellationToken)
    {
        Address account = enrollment.Node.Actor;
        _ = await enrollment
            .Node.Identity.RegisterAsync(enrollment.Role, enrollment.Endpoint, cancellationToken)
            .RequireAsync("registration");
        if (!await enrollment.Node.Identity.HasRoleAsync(enrollment.Role, account, cancellationToken))
        {
            _ = await GrantAsync(enrollment.Role, account, cancellationToken).RequireAsync("grant");
        }
    }

    private Task<MoveResult> MoveAsync(string contract, IContractCall call, CancellationToken cancellationToken) =>
        _moves.MoveAsync(book.AddressOf(contract), call, cancellationToken);
}
