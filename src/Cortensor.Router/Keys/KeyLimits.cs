using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Keys;

/// <summary>Limits per key: requests per minute and at once. There are as many meters as names of keys.</summary>
internal sealed class KeyLimits(IOptionsMonitor<RouterOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KeyMeter> _meters = new();

    public KeyPermit Enter(ApiKey key)
    {
        RouterOptions now = options.CurrentValue;
        return _meters
            .GetOrAdd(key.Name, static (_, clock) => new KeyMeter(clock), time)
            .Enter(key.RequestsPerMinute ?? now.RequestsPerMinute, key.ConcurrentRequests ?? now.ConcurrentRequests);
    }
}
