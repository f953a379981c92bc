using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Accounts;

/// <summary>Output of <c>cortensor account … --json</c>. Amounts are wei as decimal strings.</summary>
/// <param name="Address">The account.</param>
/// <param name="Gas">The chain's coin, in wei.</param>
/// <param name="Wallet">COR in its wallet.</param>
/// <param name="Account">COR in the payment contract: bond money and earnings, locked bonds not included.</param>
/// <param name="Roles">Roles it holds.</param>
/// <param name="Transaction">The move; null when nothing was moved.</param>
internal sealed record AccountReport(
    Address Address,
    string Gas,
    TokenAmount Wallet,
    TokenAmount Account,
    IReadOnlyList<string> Roles,
    Hash32? Transaction
);
