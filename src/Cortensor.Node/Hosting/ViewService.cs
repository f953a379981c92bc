using Cortensor.Chain.Views;
using Cortensor.Crypto;
using Cortensor.Node.Start;
using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Hosting;

/// <summary>Follows the chain. It starts before the roles, which therefore never see an empty view, and stops after them.</summary>
internal sealed class ViewService(ChainNetworkView view, ISigner signer, IHostApplicationLifetime lifetime, ILogger<ViewService> logger)
    : IHostedService,
        IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private volatile Exception? _failure;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _running = FollowAsync();
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            lifetime.ApplicationStopping
        );
        NetworkSnapshot first;
        try
        {
            first = await view.ReadyAsync(waiting.Token);
        }
        catch (OperationCanceledException) when (_failure is not null)
        {
            throw new CodedException(ExitCodes.Chain, $"The chain cannot be followed: {_failure.Message}", inner: _failure);
        }

        Log.Reached(logger, (int)NodeStage.ViewFresh, NodeStage.ViewFresh, "chain", signer.Address, $"block {first.Head.Number}");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    private async Task FollowAsync()
    {
        try
        {
            await view.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception e)
        {
            Log.ViewEnded(logger, e);
            _failure = e;
            lifetime.StopApplication();
        }
    }
}
