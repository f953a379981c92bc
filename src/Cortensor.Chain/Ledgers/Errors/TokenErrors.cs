using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using static Cortensor.Chain.Bindings.CortensorTokenContract;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>The errors of COR (ERC-6093).</summary>
internal static class TokenErrors
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        KnownError.Of<ERC20InsufficientBalance>(e => InsufficientBalance(e.Sender, Amounts.Of(e.Balance), Amounts.Of(e.Needed))),
        KnownError.Of<ERC20InsufficientAllowance>(e =>
            $"{e.Spender} may take {Amounts.Of(e.Allowance).ToCorString()}, {Amounts.Of(e.Needed).ToCorString()} are needed."
        ),
        KnownError.Of<ERC20InvalidReceiver>(e => $"{e.Receiver} cannot receive COR."),
        KnownError.Of<ERC20InvalidSender>(e => $"{e.Sender} cannot send COR."),
        KnownError.Of<ERC20InvalidSpender>(e => $"{e.Spender} cannot be allowed COR."),
        KnownError.Of<ERC20InvalidApprover>(e => $"{e.Approver} cannot allow COR."),
    ];

    /// <summary>A wallet holds less than is asked for.</summary>
    public static Refusal InsufficientBalance(Address sender, TokenAmount balance, TokenAmount needed) =>
        new(nameof(ERC20InsufficientBalance), $"{sender} holds {balance.ToCorString()}, {needed.ToCorString()} are needed.");
}
