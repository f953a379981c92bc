using System.Collections.Immutable;
using System.Numerics;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Primitives;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Conformance;
using Cortensor.Testing.Ledger;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>Answers the kit's questions with view calls of the contracts.</summary>
internal sealed class SightReader(AddressBook network, ConformanceSetup setup)
{
    private readonly Address _treasury = new MemoryChainOptions().Treasury;

    public async Task<LedgerView> LookAsync(LedgerQuestion question, RpcBatch rpc, CancellationToken cancellationToken)
    {
        QueryBatch batch = new();
        Dictionary<string, Func<TaskView?>> tasks = question.Tasks.ToDictionary(LedgerView.NameOf, key => Task(batch, key));
        Dictionary<string, Func<SessionView?>> sessions = question.Sessions.ToDictionary(LedgerView.NameOf, id => Session(batch, id.Value));
        Dictionary<string, Func<AccountView?>> accounts = question.Accounts.ToDictionary(
            index => setup.Accounts[index].Name,
            index => Account(batch, index)
        );
        Func<(bool Known, BigInteger Value)> treasury = batch.Add(
            network.AddressOf(ContractNames.SessionPayment),
            new SessionPaymentContract.AccountBalanceCall(_treasury)
        );
        await batch.SendAsync(rpc, cancellationToken);
        return new LedgerView
        {
            Tasks = Read(tasks),
            Sessions = Read(sessions),
            Accounts = Read(accounts),
            Treasury = Amount(treasury().Value),
        };
    }

    private static ImmutableSortedDictionary<string, T> Read<T>(Dictionary<string, Func<T?>> sights)
        where T : class =>
        sights
            .Select(static sight => KeyValuePair.Create(sight.Key, sight.Value()))
            .Where(static sight => sight.Value is not null)
            .ToImmutableSortedDictionary(static sight => sight.Key, static sight => sight.Value!);

    private static TokenAmount Amount(BigInteger wei) => new((UInt128)wei);

    private Func<TaskView?> Task(QueryBatch batch, TaskKey key)
    {
        Func<(bool Known, SessionQueueContract.TaskView Value)> read = batch.Add(
            network.AddressOf(ContractNames.SessionQueue),
            new SessionQueueContract.TaskCall(key.Session.Value, key.Task.Value)
        );
        return () =>
            read() is (true, { } view)
                ? new TaskView(
                    (TaskState)view.State,
                    view.Router,
                    view.CreatedAt,
                    view.Redundancy,
                    view.Round,
                    checked((uint)view.MaxTokens),
                    new TokenAmount(view.Ceiling),
                    view.InputPrice,
                    view.OutputPrice,
                    view.SeedBlock != 0,
                    checked((uint)view.Open),
                    checked((uint)view.Acked),
                    checked((uint)view.Precommitted),
                    checked((uint)view.Committed),
                    view.AckDeadline,
                    view.PrecommitDeadline,
                    view.CommitDeadline,
                    string.Join(' ', view.SlotNodes)
                )
                : null;
    }

    private Func<SessionView?> Session(QueryBatch batch, ulong id)
    {
        Func<T> Ask<T>(string contract, IContractQuery<T> query)
        {
            Func<(bool Known, T Value)> read = batch.Add(network.AddressOf(contract), query);
            return () => read() is (true, var value) ? value : throw new InvalidOperationException($"{contract} of session {id} reverted.");
        }

        Func<(bool Known, byte Value)> state = batch.Add(network.AddressOf(ContractNames.Session), new SessionContract.StateCall(id));
        Func<Address> owner = Ask(ContractNames.Session, new SessionContract.OwnerOfCall(id));
        Func<Address> router = Ask(ContractNames.Session, new SessionContract.RouterOfCall(id));
        Func<IReadOnlyList<Address>> nodes = Ask(ContractNames.Session, new SessionContract.NodesCall(id));
        Func<ulong> expiresAt = Ask(ContractNames.Session, new SessionContract.ExpiresAtCall(id));
        Func<bool> hasAllowance = Ask(ContractNames.Session, new SessionContract.HasAllowanceCall(id));
        Func<BigInteger>[] left =
        [
            .. ConformanceSetup.Routers.Select(index =>
                Ask(ContractNames.Session, new SessionContract.AllowanceLeftCall(id, setup.Accounts[index].Address))
            ),
        ];
        Func<ulong> taskCount = Ask(ContractNames.SessionQueue, new SessionQueueContract.TaskCountCall(id));
        Func<SessionPaymentContract.SessionBalanceResult> balance = Ask(
            ContractNames.SessionPayment,
            new SessionPaymentContract.SessionBalanceCall(id)
        );
        Func<ulong> withdrawNotBefore = Ask(ContractNames.SessionPayment, new SessionPaymentContract.WithdrawNotBeforeCall(id));
        return () =>
            state() is (true, var found)
                ? new SessionView(
                    (SessionState)found,
                    owner(),
                    router(),
                    string.Join(' ', nodes()),
                    expiresAt(),
                    hasAllowance(),
                    string.Join(' ', left.Select(static read => read())),
                    taskCount(),
                    Amount(balance().Free),
                    Amount(balance().Reserved),
                    withdrawNotBefore()
                )
                : null;
    }

    private Func<AccountView?> Account(QueryBatch batch, int index)
    {
        Address account = setup.Accounts[index].Address;
        Func<(bool Known, BigInteger Value)> wallet = batch.Add(
            network.AddressOf(ContractNames.Token),
            new CortensorTokenContract.BalanceOfCall(account)
        );
        Func<(bool Known, BigInteger Value)> balance = batch.Add(
            network.AddressOf(ContractNames.SessionPayment),
            new SessionPaymentContract.AccountBalanceCall(account)
        );
        Func<(bool Known, NodePoolContract.NodeResult Value)> node = batch.Add(
            network.AddressOf(ContractNames.NodePool),
            new NodePoolContract.NodeCall(account)
        );
        Func<(bool Known, Hash32 Value)> tip = batch.Add(
            network.AddressOf(ContractNames.SessionQueue),
            new SessionQueueContract.RouterChainCall(account)
        );
        return () =>
            new AccountView(
                Amount(wallet().Value),
                Amount(balance().Value),
                (PoolState)node().Value.State,
                node().Value.Level,
                checked((ushort)node().Value.Slots),
                tip().Value
            );
    }
}
