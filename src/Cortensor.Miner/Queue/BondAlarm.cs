using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Microsoft.Extensions.Logging;

namespace Cortensor.Miner.Queue;

/// <summary>Says once that the account cannot pay for a bond, and once that it can again.</summary>
internal sealed class BondAlarm(MinerIdentity identity, ILogger<BondAlarm> logger)
{
    private readonly Lock _lock = new();
    private TokenAmount _needed;

    /// <summary>The bond that could not be paid; zero when there is none.</summary>
    public TokenAmount Needed
    {
        get
        {
            lock (_lock)
            {
                return _needed;
            }
        }
    }

    /// <summary>A task was handed back for want of this.</summary>
    public void Raise(TokenAmount needed, TokenAmount held)
    {
        lock (_lock)
        {
            if (_needed == TokenAmount.Zero)
            {
                Log.BondShort(logger, ReadyCodes.BondLow, needed, held);
            }

            _needed = _needed > needed ? _needed : needed;
        }
    }

    /// <summary>Whether there is money again.</summary>
    public void OnSnapshot(NetworkSnapshot snapshot)
    {
        lock (_lock)
        {
            if (_needed > TokenAmount.Zero && snapshot.AccountBalances.GetValueOrDefault(identity.Address) >= _needed)
            {
                _needed = TokenAmount.Zero;
                Log.BondCovered(logger);
            }
        }
    }
}
