using Cortensor.Api.Native;
using Cortensor.Cli.Http;
using Cortensor.Node;

namespace Cortensor.Cli.Demo;

/// <summary>Watches a task until it has ended.</summary>
internal sealed class TaskFollower(RouterClient router, TimeProvider time, IProgress<string> progress)
{
    private const string Completed = "Completed";
    private const string Failed = "Failed";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Longer than every deadline of a task together.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public async Task<TaskDetails> FollowAsync(ulong session, ulong task, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        string? state = null;
        while (time.GetElapsedTime(start) < Timeout)
        {
            // The task may be on its way to the chain still: the router streams before the chain confirms.
            TaskDetails? details = await FindAsync(session, task, cancellationToken);
            if (details is not null && details.State != state)
            {
                state = details.State;
                progress.Report($"Task {session}/{task} is {state}.");
            }

            if (details?.State is Completed or Failed)
            {
                return details;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        throw new CodedException(
            ExitCodes.Task,
            $"Task {session}/{task} was still {state ?? "unknown to the chain"} after {Timeout.TotalMinutes} minutes."
        );
    }

    private async Task<TaskDetails?> FindAsync(ulong session, ulong task, CancellationToken cancellationToken)
    {
        try
        {
            return await router.TaskAsync(session, task, cancellationToken);
        }
        catch (CodedException e) when (e.Code == "task_not_found")
        {
            return null;
        }
    }
}
