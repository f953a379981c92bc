using Cortensor.Bench.Soak.Load;
using Cortensor.Bench.Soak.Trouble;
using Cortensor.Node.Options;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Queue = Cortensor.Chain.Bindings.SessionQueueContract;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>Every task the chain knows and every task a client was told of has ended.</summary>
internal sealed class TaskAudit(ChainStory story, IReadOnlyList<AskStory> stories, IReadOnlyList<Blow> blows)
{
    /// <summary>
    /// A task that was streamed and never reached the chain: its router died, or lost the chain, within this time after the client heard of
    /// it. On a busy machine submits stand in line for so long; a router that lives longer must have sent them.
    /// </summary>
    private static readonly TimeSpan SubmitTime = TimeSpan.FromMinutes(2);

    public Finding NothingIsLost()
    {
        List<string> breaches = [];
        Dictionary<TaskKey, int> ends = story.Ended.GroupBy(key => key).ToDictionary(group => group.Key, group => group.Count());
        foreach (Queue.TaskQueued task in story.Queued)
        {
            TaskKey key = ChainStory.KeyOf(task.SessionId, task.TaskId);
            if (ends.GetValueOrDefault(key) != 1)
            {
                breaches.Add($"task {key} ended {ends.GetValueOrDefault(key)} times");
            }
        }

        HashSet<(TaskKey, string)> known =
        [
            .. story.Queued.Select(task => (ChainStory.KeyOf(task.SessionId, task.TaskId), RawCid.Format(task.RequestDigest))),
        ];
        int never = 0;
        foreach (
            Attempt attempt in stories
                .SelectMany(asked => asked.Attempts)
                .Where(attempt => attempt.Task is not null && !known.Contains((attempt.Task.Value, attempt.RequestCid!)))
        )
        {
            never++;
            bool explained = blows.Any(blow =>
                blow.Role is NodeRoles.Router or Chaos.Chain
                && blow.Touches(attempt.Began, attempt.Ended + SubmitTime, TimeSpan.FromSeconds(10))
            );
            if (!explained && attempt.End != AttemptEnd.Refused)
            {
                breaches.Add(
                    $"task {attempt.Task} of prompt {attempt.Ask.Number} ({attempt.End} at {attempt.Ended:HH:mm:ss}) never reached the chain, and nothing had died"
                );
            }
        }

        string reasons = string.Join(
            ", ",
            story.Failed.GroupBy(end => (FailReason)end.Reason).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}")
        );
        return Finding.Of(
            "nothing is lost",
            $"{story.Queued.Count} tasks on chain: {story.Completed.Count} completed, {story.Failed.Count} failed and refunded{(reasons.Length > 0 ? $" ({reasons})" : string.Empty)}; {never} told to clients died with their router before the submit, free of charge",
            breaches
        );
    }
}
