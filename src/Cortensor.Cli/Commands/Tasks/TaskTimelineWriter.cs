using System.Globalization;
using Cortensor.Cli.Output;

namespace Cortensor.Cli.Commands.Tasks;

/// <summary>A timeline for people.</summary>
internal static class TaskTimelineWriter
{
    private const int HashLetters = 10;

    public static void Write(TextWriter writer, TaskTimeline task)
    {
        string failure = task.Failure is null ? string.Empty : $" ({task.Failure})";
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Task {task.SessionId}/{task.TaskId}: {task.State}{failure}, verdict {task.Verdict}"
            )
        );
        writer.WriteLine();
        TextTable moves = new("time (UTC)", "after", "move", "who", "gas", "block", "transaction", "money");
        foreach (TimelineMove move in task.Moves)
        {
            moves.Add(
                move.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                $"{Text(move.AfterSeconds)} s",
                move.Move,
                move.Who ?? "-",
                move.Gas is { } gas ? Text(gas) : "-",
                Text(move.Block),
                move.Transaction.ToString()[..HashLetters] + "…",
                move.Money ?? string.Empty
            );
        }

        moves.WriteTo(writer);
        writer.WriteLine();
        TextTable miners = new("slot", "miner", "account", "state", "accepted", "tokens", "paid");
        foreach (TimelineMiner miner in task.Miners)
        {
            string accepted = miner.Accepted switch
            {
                true => "yes",
                false => "no",
                null => "-",
            };
            miners.Add(
                Text(miner.Slot),
                miner.Name,
                miner.Miner.ToString(),
                miner.State,
                accepted,
                Text(miner.OutputTokens),
                miner.Paid.ToCorString()
            );
        }

        miners.WriteTo(writer);
        writer.WriteLine();
        writer.WriteLine(
            task is { Charged: { } charged, Refunded: { } refunded }
                ? $"Reserved {task.Reserved.ToCorString()}, charged {charged.ToCorString()}, refunded {refunded.ToCorString()}."
                : $"Reserved {task.Reserved.ToCorString()}; no outcome yet."
        );
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
