using System.Text.Json;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Chain.Views;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>
/// A miner dies between signing its precommit and hearing about it. After the restart it makes the move again: it counts once, and the task
/// is paid once.
/// </summary>
public sealed class NodeKilledWhileSendingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_move_counts_once_and_the_money_agrees_with_the_rules(bool arrived)
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        await scenario.FoundAsync();
        SessionId session = await scenario.OpenAsync(1, ProofKind.None);
        TaskKey task = await scenario.SubmitAsync(session, 0);
        await scenario.AckAsync(task, 0);
        Address miner = twins.Memory.Current.Tasks[task].Slots[0].Miner;
        Hash32 commitment = twins.AnswerOf(task, 0).Commitment;

        await DieWhileSendingAsync(
            twins,
            miner,
            arrived,
            ledgers => ledgers.Queue.PrecommitAsync(task, 0, commitment, CancellationToken.None)
        );

        using ChainLedgers restarted = ChainLedgers.Open(twins.Network.Anvil.Client, twins.SignerOf(miner), twins.Network.Book);
        MoveResult again = await restarted.Queue.PrecommitAsync(task, 0, commitment, ChainBench.Cancellation);
        Assert.Equal(arrived ? "TaskSlotAlreadyMoved" : null, again.Refusal?.Code);
        await twins.RepeatAsync(miner, actor => actor.Queue.PrecommitAsync(task, 0, commitment, ChainBench.Cancellation));
        await twins.AgreeAsync(twins.View);
        await scenario.CommitAsync(task, 0); // completes it: paid and refunded to the wei as the rules say, every move compares both
        await twins.AgreeAsync(twins.Follow());
    }

    private static async Task DieWhileSendingAsync(TwinNetwork twins, Address miner, bool arrived, Func<ChainLedgers, Task> move)
    {
        DyingTransport dying = new(twins.Network.Anvil.Client.Transport, arrived);
        using ChainLedgers ledgers = ChainLedgers.Open(new EthClient(dying), twins.SignerOf(miner), twins.Network.Book);
        Task killed = move(ledgers);
        Assert.Same(dying.Dead, await Task.WhenAny(killed, dying.Dead)); // its process would be gone: nothing after this point happens
    }

    /// <summary>Everything after the hand-over is for ever unanswered, as for a process that is gone.</summary>
    private sealed class DyingTransport(IRpcTransport inner, bool arrives) : IRpcTransport
    {
        private readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Dead => _dead.Task;

        public async Task<JsonElement> CallAsync(
            string method,
            IReadOnlyList<object?> parameters,
            CancellationToken cancellationToken = default
        )
        {
            if (method != "eth_sendRawTransaction")
            {
                return await inner.CallAsync(method, parameters, cancellationToken);
            }

            if (arrives)
            {
                _ = await inner.CallAsync(method, parameters, cancellationToken);
            }

            _dead.SetResult();
            return await new TaskCompletionSource<JsonElement>().Task;
        }
    }
}
