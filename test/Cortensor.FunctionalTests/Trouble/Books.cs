using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;
using Cortensor.Tests.Network;

namespace Cortensor.FunctionalTests.Trouble;

/// <summary>Everybody's money at one moment: what trouble tests compare, to the wei, with what the rules promise.</summary>
internal sealed record Books(SessionBalance Session, ImmutableSortedDictionary<Address, TokenAmount> Accounts)
{
    /// <summary>
    /// What every answer of <see cref="NetworkScenes.Answer"/> costs: one token in at 1 finney and eleven out at 2. The miner gets 80 %,
    /// the router 8 %, the treasury 5 %; the validators' 7 % go back to the session.
    /// </summary>
    private static readonly TokenAmount Gross = new TokenAmount(1_000_000_000_000_000) * 23;

    public static Books Of(TestNetwork network) =>
        new(network.Balance, network.Chain.Current.AccountBalances.ToImmutableSortedDictionary());

    /// <summary>
    /// Exactly these miners were paid an answer each, exactly these lost their bonds to the session, everybody else has what they had, and
    /// nothing is reserved.
    /// </summary>
    public void AssertAfter(TestNetwork network, QueueTask task, IEnumerable<Address> paid, params IEnumerable<Address> forfeited)
    {
        Dictionary<Address, BigInteger> expected = [];
        BigInteger session = BigInteger.Zero;
        int answers = 0;
        foreach (Address miner in paid)
        {
            expected[miner] = Wei(Gross * 80 / 100);
            answers++;
        }

        TokenAmount bond = task.Ceiling / task.Redundancy / 10;
        Assert.True(bond > TokenAmount.Zero, "A bond of nothing proves nothing.");
        foreach (Address miner in forfeited)
        {
            expected[miner] = expected.GetValueOrDefault(miner) - Wei(bond);
            session += Wei(bond);
        }

        TokenAmount gross = Gross * (ulong)answers;
        TokenAmount charged = gross * 93 / 100;
        session -= Wei(charged);
        if (answers > 0)
        {
            expected[network.Router.Address] = Wei(gross * 8 / 100);
            expected[network.Chain.Options.Treasury] = Wei(gross * 5 / 100);
        }

        Books after = Of(network);
        Assert.Equal(charged, task.Charged);
        Assert.Equal((session, BigInteger.Zero), (Wei(after.Session.Free) - Wei(Session.Free), Wei(after.Session.Reserved)));
        Assert.Equal(Text(network, expected), Text(network, Difference(after)));
        network.Chain.AssertMoneyConserved();
    }

    /// <summary>Nobody was paid: the whole ceiling is back, with the bonds of those named.</summary>
    public void AssertRefunded(TestNetwork network, QueueTask task, params IEnumerable<Address> forfeited) =>
        AssertAfter(network, task, [], forfeited);

    private static BigInteger Wei(TokenAmount amount) => (BigInteger)amount.Wei;

    private static string Text(TestNetwork network, Dictionary<Address, BigInteger> changes) =>
        string.Join(
            '\n',
            changes
                .Where(static change => !change.Value.IsZero)
                .Select(change => $"{Name(network, change.Key)} {change.Value}")
                .Order(StringComparer.Ordinal)
        );

    private static string Name(TestNetwork network, Address account) =>
        network.Miners.FirstOrDefault(miner => miner.Address == account)?.Name
        ?? (
            account == network.Router.Address ? "router"
            : account == network.Chain.Options.Treasury ? "treasury"
            : account.ToString()
        );

    private Dictionary<Address, BigInteger> Difference(Books after) =>
        after
            .Accounts.Keys.Union(Accounts.Keys)
            .ToDictionary(
                static account => account,
                account => Wei(after.Accounts.GetValueOrDefault(account)) - Wei(Accounts.GetValueOrDefault(account))
            );
}
