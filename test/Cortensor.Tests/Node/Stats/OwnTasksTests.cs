using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Node.Stats;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Tests.Node.Stats;

public sealed class OwnTasksTests : IDisposable
{
    private static readonly Address Other = Address.Parse("0x52908400098527886E0F7030069857D2E4169EE7", null);

    private readonly PrivateKey _key = PrivateKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void What_became_of_a_miners_slots_is_counted_with_money_and_tokens()
    {
        using OwnTasks tasks = new(new SilentView(), new LocalSigner(_key));
        QueueTask[] open =
        [
            Task(1, _key.Address, Other),
            Task(2, _key.Address, Other),
            Task(3, Other, _key.Address),
            Task(4, Other, Other),
            Task(5, _key.Address, Other),
        ];
        tasks.OnSnapshot(Snapshot(open));
        Assert.Equal(4, tasks.Open);
        tasks.OnSnapshot(
            Snapshot(
                open[0] with
                {
                    Outcome = TaskState.Completed,
                    Accepted = 0b11,
                    Slots = [.. open[0].Slots.Select(slot => slot with { Paid = TokenAmount.FromCor(2), OutputTokens = 7 })],
                },
                open[1] with
                {
                    Outcome = TaskState.Completed,
                    Accepted = 0b10,
                },
                open[2] with
                {
                    Outcome = TaskState.Failed,
                },
                open[3] with
                {
                    Outcome = TaskState.Completed,
                    Accepted = 0b01,
                },
                open[4] with
                {
                    Outcome = TaskState.Completed,
                    Accepted = 0b10,
                    Open = 0b10,
                }
            )
        );
        Assert.Equal(0, tasks.Open);
        Assert.Equal(
            (1L, 1L, 1L, 1L),
            (
                tasks.Count("miner", TaskOutcomes.Accepted),
                tasks.Count("miner", TaskOutcomes.Rejected),
                tasks.Count("miner", TaskOutcomes.Failed),
                tasks.Count("miner", TaskOutcomes.HandedOn)
            )
        );
        Assert.Equal((TokenAmount.FromCor(2), 7L), (tasks.Paid, tasks.Tokens));
        Assert.Equal(0, tasks.Count("router", TaskOutcomes.Completed));
    }

    [Fact]
    public void A_router_counts_the_tasks_it_submitted_and_an_outcome_only_once()
    {
        using OwnTasks tasks = new(new SilentView(), new LocalSigner(_key));
        QueueTask task = Task(1, Other) with { Router = _key.Address };
        tasks.OnSnapshot(Snapshot(task));
        NetworkSnapshot ended = Snapshot(task with { Outcome = TaskState.Completed });
        tasks.OnSnapshot(ended);
        tasks.OnSnapshot(ended);
        Assert.Equal(1, tasks.Count("router", TaskOutcomes.Completed));
        Assert.Equal(TokenAmount.Zero, tasks.Paid);
    }

    private static QueueTask Task(ulong id, params Address[] miners) =>
        new()
        {
            Key = new TaskKey(new SessionId(1), new TaskId(id)),
            Router = Other,
            RequestDigest = Hash32.Zero,
            Ceiling = TokenAmount.OneCor,
            InputPrice = 1,
            OutputPrice = 1,
            MaxTokens = 10,
            Redundancy = (byte)miners.Length,
            CreatedAt = 1,
            Slots = [.. miners.Select((miner, index) => new TaskSlot((byte)index, miner))],
            Open = (1u << miners.Length) - 1,
        };

    private static NetworkSnapshot Snapshot(params QueueTask[] tasks) =>
        new()
        {
            Head = new ChainHead(1, Hash32.Zero, 1),
            Tasks = tasks.ToImmutableDictionary(task => task.Key),
            OpenTasks = [.. tasks.Where(task => task.Outcome is null).Select(task => task.Key)],
        };

    private sealed class SilentView : INetworkView
    {
        public NetworkSnapshot Current => Snapshot();

        public async IAsyncEnumerable<NetworkSnapshot> WatchAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await System.Threading.Tasks.Task.CompletedTask;
            yield break;
        }
    }
}
