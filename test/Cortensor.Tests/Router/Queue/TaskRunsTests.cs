using Cortensor.Primitives;
using Cortensor.Router.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cortensor.Tests.Router.Queue;

public sealed class TaskRunsTests
{
    [Fact]
    public async Task A_run_that_has_not_begun_is_not_over()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        TaskRuns runs = host.Services.GetRequiredService<TaskRuns>();
        TaskReservation reservation = host.Services.GetRequiredService<TaskReservations>().TryTake(host.Session)!;
        TaskRun run = new(PlanOf(reservation), host.Services.GetRequiredService<RunServices>());
        runs.Add(run);
        // A block comes between the run's entry and its first frame: its miners' tokens must find it all the same.
        runs.Prune(host.Chain.Current);
        Assert.Same(run, runs.Find(reservation.Task));

        run.Start();
        await run.Answered;
        await run.AbortAsync(new Cortensor.Router.Errors.ApiError(Cortensor.Api.Errors.ErrorCodes.NoMiner, "Nobody is connected."));
        await run.Completion;
        runs.Prune(host.Chain.Current);
        Assert.Null(runs.Find(reservation.Task));
    }

    private static TaskPlan PlanOf(TaskReservation reservation) =>
        new()
        {
            TaskReservation = reservation,
            Model = ModelId.Parse(RouterHost.ModelName),
            RequestDigest = Hash32.Zero,
            Request = "{}"u8.ToArray(),
            SelectionSeed = Hash32.Zero,
            Nodes = [0],
            Assigned = [RouterHost.MinerKey(0).Address],
            Spares = [],
            Ceiling = TokenAmount.OneCor,
            MaxTokens = 1,
            ClientReference = Hash32.Zero,
        };
}
