using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Chain.Ledgers;

/// <summary>
/// Every ledger in the name of one account, over a network's contracts. Safe for many callers at once; one instance per account and chain.
/// </summary>
public sealed class ChainLedgers : IDisposable
{
    private readonly ChainPaymentLedger _payments;
    private readonly TransactionSender? _owned;

    /// <summary>Ledgers that send through a sender which the caller keeps and disposes.</summary>
    public ChainLedgers(TransactionSender sender, AddressBook book)
        : this(sender, book, owned: null) { }

    private ChainLedgers(TransactionSender sender, AddressBook book, TransactionSender? owned, MoveInstruments? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        MoveSender moves = new(sender, instruments);
        _owned = owned;
        _payments = new ChainPaymentLedger(moves, book.AddressOf(ContractNames.SessionPayment), book.AddressOf(ContractNames.Token));
        Actor = moves.Actor;
        Identity = new ChainIdentityLedger(moves, book.AddressOf(ContractNames.Iam));
        Pool = new ChainPoolLedger(moves, book.AddressOf(ContractNames.NodePool));
        Sessions = new ChainSessionLedger(moves, book.AddressOf(ContractNames.Session));
        Queue = new ChainQueueLedger(moves, book.AddressOf(ContractNames.SessionQueue));
    }

    /// <summary>In whose name the moves are made.</summary>
    public Address Actor { get; }

    /// <summary>The session queue.</summary>
    public IQueueLedger Queue { get; }

    /// <summary>Sessions.</summary>
    public ISessionLedger Sessions { get; }

    /// <summary>Money.</summary>
    public IPaymentLedger Payments => _payments;

    /// <summary>The node pool.</summary>
    public IPoolLedger Pool { get; }

    /// <summary>Registration as a node.</summary>
    public ChainIdentityLedger Identity { get; }

    /// <summary>Ledgers with a sender of their own.</summary>
    /// <param name="client">Asks the chain's node.</param>
    /// <param name="signer">The account.</param>
    /// <param name="book">The network's contracts.</param>
    /// <param name="options">How to send; the defaults suit public chains.</param>
    /// <param name="time">Paces the questions for receipts.</param>
    /// <param name="logger">Takes what goes wrong on the way.</param>
    /// <param name="instruments">Count the moves; null for none.</param>
    public static ChainLedgers Open(
        EthClient client,
        ISigner signer,
        AddressBook book,
        SendingOptions? options = null,
        TimeProvider? time = null,
        ILogger<TransactionSender>? logger = null,
        MoveInstruments? instruments = null
    )
    {
        ArgumentNullException.ThrowIfNull(book);
        TransactionSender sender = new(
            client,
            signer,
            book.ChainId,
            OptionRanges.Require(options ?? new SendingOptions()),
            time ?? TimeProvider.System,
            logger ?? NullLogger<TransactionSender>.Instance
        );
        return new ChainLedgers(sender, book, sender, instruments);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _payments.Dispose();
        _owned?.Dispose();
    }
}
