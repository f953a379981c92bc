using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Cortensor.Router.Queue;

/// <summary>How much the router holds, as metrics that are read when somebody asks.</summary>
internal sealed class QueueGauges(IMeterFactory meters, TaskRuns runs, SubmitQueue submits) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Meter meter = meters.Create(RouterInstruments.MeterName);
        _ = meter.CreateObservableGauge(
            "cortensor.router.tasks",
            () => runs.Count,
            "{task}",
            "Tasks under way, from the plan to the outcome."
        );
        _ = meter.CreateObservableGauge("cortensor.router.streams", () => runs.Streaming, "{stream}", "Clients being answered now.");
        _ = meter.CreateObservableGauge(
            "cortensor.router.submits.waiting",
            () => submits.Waiting,
            "{task}",
            "Submits that wait for their turn."
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
