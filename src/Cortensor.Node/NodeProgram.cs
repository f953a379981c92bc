using Cortensor.Crypto;
using Cortensor.Node.Hosting;
using Cortensor.Node.Options;
using Cortensor.Node.Start;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node;

/// <summary>A node from start to end, as the executable and the development network run it.</summary>
public static class NodeProgram
{
    /// <summary>Runs until cancelled, or until its input ends when the options say so.</summary>
    /// <exception cref="CodedException">It could not start or did not stop in time.</exception>
    public static async Task<ExitCode> RunAsync(NodeOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task inputEnd = options.StopOnInputEnd ? StopAtInputEndAsync(stop) : Task.CompletedTask;
        try
        {
            await using WebApplication app = await BuildAsync(options, time, stop.Token);
            return await RunAsync(app, options, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
        finally
        {
            await stop.CancelAsync();
            // Reading the input cannot be cancelled while a terminal is silent; the process ends anyway.
            _ = inputEnd;
        }
    }

    private static async Task<WebApplication> BuildAsync(NodeOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await NodeHost.BuildAsync(options, time, cancellationToken);
        }
        catch (Exception e) when (StartFault.IsKnown(e))
        {
            throw StartFault.Of(e, options);
        }
    }

    private static async Task<ExitCode> RunAsync(WebApplication app, NodeOptions options, CancellationToken cancellationToken)
    {
        ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Cortensor.Node");
        string roles = string.Join('+', options.Roles);
        Primitives.Address node = app.Services.GetRequiredService<ISigner>().Address;
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (StartFault.IsKnown(e))
        {
            throw StartFault.Of(e, options);
        }

        Log.Reached(logger, (int)NodeStage.Serving, NodeStage.Serving, roles, node, string.Join(", ", app.Urls));
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IHostApplicationLifetime lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        await using CancellationTokenRegistration asked = cancellationToken.Register(() => ended.TrySetResult());
        await using CancellationTokenRegistration broken = lifetime.ApplicationStopping.Register(() => ended.TrySetResult());
        await ended.Task;

        bool wanted = cancellationToken.IsCancellationRequested;
        Log.Reached(
            logger,
            (int)NodeStage.Stopping,
            NodeStage.Stopping,
            roles,
            node,
            wanted ? "asked to stop" : "a part of the node failed"
        );
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(options.StopSeconds));
        try
        {
            await app.StopAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            Log.StopDeadline(logger, options.StopSeconds);
            return ExitCodes.Deadline;
        }

        Log.Reached(logger, (int)NodeStage.Stopped, NodeStage.Stopped, roles, node, "everything is put away");
        return wanted ? ExitCodes.Ok : ExitCodes.Internal;
    }

    private static async Task StopAtInputEndAsync(CancellationTokenSource stop)
    {
        await InputEnd.WaitAsync(stop.Token);
        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The node had stopped already.
        }
    }
}
