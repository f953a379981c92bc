using System.Collections.Concurrent;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Oracle.Pool;

/// <summary>Admits registered nodes to the pool, where the operator allows it without proof.</summary>
internal sealed class PoolAdmissionDuty(
    IPoolLedger ledger,
    IOptions<OracleOptions> options,
    OracleInstruments instruments,
    ILogger<PoolAdmissionDuty> logger
) : IOracleDuty
{
    // A refused node (without the miner role, say) is not asked for again at every block.
    private const ulong BlocksBetweenTries = 32;

    private readonly ConcurrentDictionary<Address, ulong> _notBefore = new();

    public string Name => "admission";

    public async Task OnSnapshotAsync(NetworkSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!options.Value.AutoAdmit || !snapshot.Oracles.Contains(ledger.Actor))
        {
            return;
        }

        foreach (PoolNode node in snapshot.Nodes.Values.Where(node => node.State == PoolState.Registered))
        {
            if (snapshot.Head.Number >= _notBefore.GetValueOrDefault(node.Address))
            {
                _notBefore[node.Address] = snapshot.Head.Number + BlocksBetweenTries;
                await AdmitAsync(node.Address, cancellationToken);
            }
        }
    }

    private async Task AdmitAsync(Address node, CancellationToken cancellationToken)
    {
        MoveResult result = await ledger.SetStateAsync(node, PoolState.Ephemeral, cancellationToken);
        if (result.Made)
        {
            instruments.Moved(Name);
            Log.Admitted(logger, node);
        }
        else
        {
            instruments.Refused(Name, result.Refusal.Code);
            Log.NotAdmitted(logger, node, result.Refusal.Code, result.Refusal.Message);
        }
    }
}
