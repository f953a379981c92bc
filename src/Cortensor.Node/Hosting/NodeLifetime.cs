using Microsoft.Extensions.Hosting;

namespace Cortensor.Node.Hosting;

/// <summary>Signals are handled by whoever runs the node, together with the end of its input: the host itself listens to none.</summary>
internal sealed class NodeLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
