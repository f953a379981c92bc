using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Views;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Chain.Views;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>Five blocks are replaced under the client.</summary>
public sealed class ReorganizationTests
{
    private const int Depth = 5;

    [Fact]
    public async Task A_transaction_that_was_dropped_before_its_confirmations_is_sent_again_and_paid_once()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        using TransactionSender sender = await bench.OpenSenderAsync(change: static options => options.Confirmations = (2 * Depth) + 2);
        BigInteger before = await bench.WalletAsync(sender.Account);
        string snapshot = await SnapshotAsync(bench.Anvil.Client);
        ulong height = (await HeadAsync(bench.Anvil.Client)).Number;
        Task<TransactionReceipt> first = sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 13),
            ChainBench.Cancellation
        );
        Task<TransactionReceipt> second = sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 17),
            ChainBench.Cancellation
        );
        await ChainBench.UntilAsync(
            async () => await bench.MinedNonceAsync(sender.Account) == 2 && (await HeadAsync(bench.Anvil.Client)).Number >= height + Depth,
            "mined and five blocks deep"
        );
        Assert.False(first.IsCompleted);
        await RevertAsync(bench.Anvil.Client, snapshot);
        Assert.Equal(0UL, await bench.MinedNonceAsync(sender.Account));

        TransactionReceipt[] receipts = await Task.WhenAll(first, second);

        await bench.AssertPaidAsync(sender.Account, before, 30, receipts);
        foreach (TransactionReceipt receipt in receipts)
        {
            Assert.Equal(
                (await bench.Anvil.Client.GetHeaderAsync(BlockTag.At(receipt.BlockNumber), ChainBench.Cancellation))!.Hash,
                receipt.BlockHash
            );
        }
    }

    [Fact]
    public async Task The_key_goes_on_without_a_gap_after_the_chain_lost_its_transactions()
    {
        await using ChainBench bench = await ChainBench.StartAsync(proxies: 1);
        using TransactionSender sender = await bench.OpenSenderAsync();
        BigInteger before = await bench.WalletAsync(sender.Account);
        string snapshot = await SnapshotAsync(bench.Anvil.Client);
        for (int move = 0; move < 3; move++)
        {
            _ = await sender.ExecuteAsync(new TransactionIntent(ChainBench.Receiver, default, Value: 1), ChainBench.Cancellation);
        }

        await RevertAsync(bench.Anvil.Client, snapshot);
        TransactionReceipt after = await sender.ExecuteAsync(
            new TransactionIntent(ChainBench.Receiver, default, Value: 2),
            ChainBench.Cancellation
        );
        await bench.AssertPaidAsync(sender.Account, before, 2, [after]);
    }

    [Fact]
    public async Task The_view_ends_equal_to_one_that_never_saw_the_replaced_blocks()
    {
        await using TwinNetwork twins = await TwinNetwork.StartAsync();
        TwinScenario scenario = new(twins);
        await scenario.FoundAsync();
        SessionId session = await scenario.OpenAsync(1, ProofKind.None);
        TaskKey task = await scenario.SubmitAsync(session, 0);
        ChainNetworkView confirmed = twins.Follow(new ChainViewOptions { Confirmations = Depth + 1 });
        EthClient node = twins.Network.Anvil.Client;
        for (int round = 0; round < 2; round++)
        {
            string snapshot = await SnapshotAsync(node);
            TaskSubmission lost = scenario.Submission(session, 1);
            MoveResult made = await twins.PlayOnChainAsync(
                scenario.Router,
                actor => actor.Queue.SubmitAsync(lost, ChainBench.Cancellation)
            );
            for (int move = 1; move < Depth; move++)
            {
                made = await twins.PlayOnChainAsync(
                    scenario.Owner,
                    actor => actor.Payments.DepositAsync(session, TokenAmount.OneCor, ChainBench.Cancellation)
                );
            }

            Assert.Contains(lost.Task, (await twins.View.ReachAsync(made.Receipt!.Block, ChainBench.Cancellation)).OpenTasks);
            await RevertAsync(node, snapshot);
            await twins.AgreeAsync(twins.View);
        }

        await scenario.AckAsync(task, 0);
        await scenario.PrecommitAsync(task, 0);
        await scenario.CommitAsync(task, 0);
        await twins.AgreeAsync(twins.Follow());
        for (int block = 0; block < Depth; block++)
        {
            await twins.PassAsync(1);
        }

        await twins.AgreeAsync(confirmed);
    }

    private static async Task<BlockHeader> HeadAsync(EthClient node) =>
        (await node.GetHeaderAsync(BlockTag.Latest, ChainBench.Cancellation))!;

    private static async Task<string> SnapshotAsync(EthClient node) =>
        (await node.Transport.CallAsync("evm_snapshot", [], ChainBench.Cancellation)).GetString()!;

    private static async Task RevertAsync(EthClient node, string snapshot) =>
        Assert.True((await node.Transport.CallAsync("evm_revert", [snapshot], ChainBench.Cancellation)).GetBoolean());
}
