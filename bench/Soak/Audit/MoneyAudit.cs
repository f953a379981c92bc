using System.Numerics;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Payment = Cortensor.Chain.Bindings.SessionPaymentContract;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>Adds up every wei twice: from the events, and from the balances at one block.</summary>
internal sealed class MoneyAudit(ChainStory story, ChainBooks books, ulong block)
{
    /// <summary>Nobody was paid for the same slot twice, and each task's parts are its ceiling.</summary>
    public Finding NothingPaidTwice()
    {
        List<string> breaches = [];
        foreach (
            IGrouping<TaskKey, Payment.TaskSettled> task in story
                .Settled.GroupBy(settled => ChainStory.KeyOf(settled.SessionId, settled.TaskId))
                .Where(task => task.Count() > 1)
        )
        {
            breaches.Add($"task {task.Key} was settled {task.Count()} times");
        }

        foreach (
            var slot in story
                .Paid.GroupBy(paid => (ChainStory.KeyOf(paid.SessionId, paid.TaskId), paid.Node))
                .Where(slot => slot.Count() > 1)
        )
        {
            breaches.Add($"{slot.Key.Node} was paid {slot.Count()} times for task {slot.Key.Item1}");
        }

        ILookup<TaskKey, Payment.NodePaid> paid = story.Paid.ToLookup(paid => ChainStory.KeyOf(paid.SessionId, paid.TaskId));
        ILookup<TaskKey, Payment.BondLocked> bonds = story.Bonds.ToLookup(bond => ChainStory.KeyOf(bond.SessionId, bond.TaskId));
        foreach (Payment.TaskSettled settled in story.Settled)
        {
            TaskKey key = ChainStory.KeyOf(settled.SessionId, settled.TaskId);
            BigInteger parts =
                Sum(paid[key], part => part.Amount) + settled.RouterShare + settled.TreasuryShare + settled.Returned - settled.Forfeited;
            if (parts != settled.Ceiling)
            {
                breaches.Add($"task {key}: its parts are {parts} of {settled.Ceiling} wei");
            }

            BigInteger back = Sum(paid[key], part => part.Bond) + settled.Forfeited;
            if (back != Sum(bonds[key], bond => bond.Amount))
            {
                breaches.Add($"task {key}: {back} of {Sum(bonds[key], bond => bond.Amount)} wei of bonds came back");
            }
        }

        BigInteger earned = Sum(story.Paid, part => part.Amount);
        return Finding.Of(
            "nothing was paid twice",
            $"{story.Settled.Count} settlements, {story.Paid.Count(part => part.Amount > 0)} answers paid {Cor(earned)}",
            breaches
        );
    }

    /// <summary>What the contract holds is what it owes, account by account and session by session.</summary>
    public async Task<Finding> MoneyAddsUpAsync(CancellationToken cancellationToken)
    {
        List<string> breaches = [];
        BigInteger owed = 0;
        foreach ((ulong session, BigInteger expected) in Sessions())
        {
            (BigInteger free, BigInteger reserved) = await books.SessionAsync(session, block, cancellationToken);
            owed += free + reserved;
            if (reserved != 0)
            {
                breaches.Add($"session {session} still reserves {reserved} wei");
            }

            if (free + reserved != expected)
            {
                breaches.Add($"session {session} has {free + reserved} wei, its events say {expected}");
            }
        }

        foreach ((Address account, BigInteger expected) in Accounts(await books.TreasuryAsync(cancellationToken)))
        {
            BigInteger balance = await books.AccountAsync(account, block, cancellationToken);
            owed += balance;
            if (balance != expected)
            {
                breaches.Add($"{account} has {balance} wei, its events say {expected}");
            }
        }

        BigInteger bonds =
            Sum(story.Bonds, bond => bond.Amount) - Sum(story.Paid, part => part.Bond) - Sum(story.Settled, settled => settled.Forfeited);
        if (bonds != 0)
        {
            breaches.Add($"{bonds} wei of bonds are still locked");
        }

        BigInteger held = await books.HeldAsync(block, cancellationToken);
        if (held != owed + bonds)
        {
            breaches.Add($"the contract holds {held} wei and owes {owed + bonds}");
        }

        return Finding.Of(
            "money adds up to the wei",
            $"block {block}: {Cor(held)} held = sessions + accounts, nothing reserved, no bond locked",
            breaches
        );
    }

    private IEnumerable<(ulong Session, BigInteger Expected)> Sessions() =>
        story
            .SessionDeposits.Select(deposit => deposit.SessionId)
            .Distinct()
            .Select(session =>
                (
                    session,
                    Sum(story.SessionDeposits.Where(move => move.SessionId == session), move => move.Amount)
                        - Sum(story.SessionWithdrawals.Where(move => move.SessionId == session), move => move.Amount)
                        - Sum(story.Reserved.Where(move => move.SessionId == session), move => move.Amount)
                        + Sum(story.Settled.Where(move => move.SessionId == session), move => move.Returned)
                )
            );

    private IEnumerable<(Address Account, BigInteger Expected)> Accounts(Address treasury)
    {
        Dictionary<Address, BigInteger> accounts = [];
        ILookup<TaskKey, Address> routers = story.Queued.ToLookup(
            task => ChainStory.KeyOf(task.SessionId, task.TaskId),
            task => task.Router
        );
        foreach (Payment.AccountDeposited move in story.AccountDeposits)
        {
            Add(move.Account, move.Amount);
        }

        foreach (Payment.AccountWithdrawn move in story.AccountWithdrawals)
        {
            Add(move.Account, -move.Amount);
        }

        foreach (Payment.BondLocked move in story.Bonds)
        {
            Add(move.Node, -move.Amount);
        }

        foreach (Payment.NodePaid move in story.Paid)
        {
            Add(move.Node, move.Amount + move.Bond);
        }

        foreach (Payment.TaskSettled move in story.Settled)
        {
            Add(treasury, move.TreasuryShare);
            Add(routers[ChainStory.KeyOf(move.SessionId, move.TaskId)].Single(), move.RouterShare);
        }

        return accounts.Select(account => (account.Key, account.Value));

        void Add(Address account, BigInteger amount) => accounts[account] = accounts.GetValueOrDefault(account) + amount;
    }

    private static BigInteger Sum<T>(IEnumerable<T> moves, Func<T, BigInteger> amount) =>
        moves.Aggregate(BigInteger.Zero, (sum, move) => sum + amount(move));

    private static string Cor(BigInteger wei) => new TokenAmount((UInt128)wei).ToCorString();
}
