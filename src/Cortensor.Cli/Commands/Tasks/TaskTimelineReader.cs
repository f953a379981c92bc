using System.Text.Json;
using Cortensor.Api.Native;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Rpc;
using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Tasks;

/// <summary>Puts a task's timeline together from what the router shows and what the chain's receipts say.</summary>
internal static class TaskTimelineReader
{
    private const string Completed = "Completed";
    private const string Failed = "Failed";
    private const string Assign = "assign";
    private const string Reassign = "reassign";

    private static readonly string ReassignCall = SessionQueueContract.ReassignCall.Selector.ToString();

    public static async Task<TaskTimeline> ReadAsync(
        TaskDetails task,
        AccountNames names,
        EthClient? chain,
        CancellationToken cancellationToken
    )
    {
        bool ended = task.State is Completed or Failed;
        List<TimelineMove> moves = [];
        HashSet<Hash32> shown = [];
        for (int i = 0; i < task.Steps.Count; i++)
        {
            TaskStepView step = task.Steps[i];
            (Address? sender, ulong? gas, bool reassigns) = chain is null
                ? (SenderOf(task, step.Transaction), null, false)
                : await AskAsync(chain, step.Transaction, cancellationToken);
            moves.Add(
                new TimelineMove(
                    DateTimeOffset.FromUnixTimeSeconds((long)step.Timestamp),
                    (long)step.Timestamp - (long)task.CreatedAt,
                    step.Move == Assign && reassigns ? Reassign : step.Move,
                    sender is { } account ? names.Of(account) : null,
                    sender,
                    shown.Add(step.Transaction) ? gas : null,
                    MoneyOf(task, step, isFirst: i == 0, isLast: ended && i == task.Steps.Count - 1),
                    step.Block,
                    step.Transaction
                )
            );
        }

        return new TaskTimeline(
            task.SessionId,
            task.TaskId,
            task.State,
            task.Verdict,
            task.Failure,
            task.Ceiling,
            ended ? task.Charged : null,
            ended ? task.Ceiling - task.Charged : null,
            moves,
            [
                .. task.Slots.Select(slot => new TimelineMiner(
                    slot.Slot,
                    names.Of(slot.Miner),
                    slot.Miner,
                    slot.State,
                    slot.Accepted,
                    slot.OutputTokens,
                    slot.Paid
                )),
            ]
        );
    }

    // Without the chain, a miner's own moves are known from its slot.
    private static Address? SenderOf(TaskDetails task, Hash32 transaction) =>
        task.Slots.FirstOrDefault(slot => slot.PrecommitTransaction == transaction || slot.CommitTransaction == transaction)?.Miner;

    // Events cannot tell a reassign that closes no slot from an assign (decision 0003); the transaction can, unless another contract made
    // the call.
    private static async Task<(Address? Sender, ulong? Gas, bool Reassigns)> AskAsync(
        EthClient chain,
        Hash32 transaction,
        CancellationToken cancellationToken
    )
    {
        JsonElement sent = await chain.Transport.CallAsync("eth_getTransactionByHash", [transaction.ToString()], cancellationToken);
        TransactionReceipt? receipt = await chain.GetReceiptAsync(transaction, cancellationToken);
        if (sent.ValueKind != JsonValueKind.Object)
        {
            return (null, receipt?.GasUsed, false);
        }

        Address? sender = Address.TryParse(sent.GetProperty("from").GetString(), null, out Address from) ? from : null;
        return (
            sender,
            receipt?.GasUsed,
            sent.GetProperty("input").GetString()?.StartsWith(ReassignCall, StringComparison.OrdinalIgnoreCase) ?? false
        );
    }

    private static string? MoneyOf(TaskDetails task, TaskStepView step, bool isFirst, bool isLast)
    {
        if (isLast)
        {
            TokenAmount miners = task.Slots.Aggregate(TokenAmount.Zero, static (sum, slot) => sum + slot.Paid);
            return task.State == Completed
                ? $"charged {task.Charged.ToCorString()} ({miners.ToCorString()} to miners), refunded {(task.Ceiling - task.Charged).ToCorString()}"
                : $"refunded {task.Ceiling.ToCorString()}";
        }

        return isFirst ? $"reserved {task.Ceiling.ToCorString()}"
            : step.Move == "precommit" ? "bond locked"
            : null;
    }
}
