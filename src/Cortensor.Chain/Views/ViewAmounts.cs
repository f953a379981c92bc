using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Chain.Views;

/// <summary>Amounts of events, which come as numbers of 256 bits.</summary>
internal static class ViewAmounts
{
    /// <summary>The amount; more than 128 bits cannot be, all COR fits in 90.</summary>
    public static TokenAmount ToAmount(this BigInteger wei) => new((UInt128)wei);

    public static ImmutableDictionary<Address, TokenAmount> Credit(
        this ImmutableDictionary<Address, TokenAmount> accounts,
        Address account,
        TokenAmount amount
    ) => amount == TokenAmount.Zero ? accounts : accounts.SetItem(account, accounts.GetValueOrDefault(account) + amount);

    public static ImmutableDictionary<Address, TokenAmount> Debit(
        this ImmutableDictionary<Address, TokenAmount> accounts,
        Address account,
        TokenAmount amount
    ) => accounts.SetItem(account, accounts.GetValueOrDefault(account) - amount);
}
