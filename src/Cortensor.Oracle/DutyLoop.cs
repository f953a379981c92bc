using Cortensor.Protocol.Ledger;
using Microsoft.Extensions.Logging;

namespace Cortensor.Oracle;

/// <summary>Shows one duty every snapshot. A duty that throws looks again on the next one, and stops nobody else.</summary>
internal sealed class DutyLoop(IOracleDuty duty, INetworkView view, OracleInstruments instruments, ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot snapshot in view.WatchAsync(cancellationToken))
        {
            try
            {
                await duty.OnSnapshotAsync(snapshot, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                instruments.Failed(duty.Name);
                Log.LookFailed(logger, duty.Name, snapshot.Head.Number, exception);
            }
        }
    }
}
