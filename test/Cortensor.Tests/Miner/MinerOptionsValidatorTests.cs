using Cortensor.Miner;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Miner;

public sealed class MinerOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(new MinerOptionsValidator().Validate(null, new MinerOptions()).Succeeded);

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        MinerOptions options = new()
        {
            Slots = 257,
            MaxTasks = 0,
            MaxWaiting = -1,
            AnnouncementSeconds = 0,
            LingerSeconds = -1,
            FetchSeconds = -1,
            InferenceAttempts = 11,
            RedeliverSeconds = 0,
            SendQueue = 0,
            JournalSeconds = -1,
            KeepBlocks = -1,
            ReconnectFirst = TimeSpan.FromSeconds(2),
            ReconnectMost = TimeSpan.FromSeconds(1),
            HandshakeTimeout = TimeSpan.Zero,
        };
        options.Routers.Add(new RouterEndpoint());
        options.Routers.Add(new RouterEndpoint { Url = new Uri("http://127.0.0.1/") });
        ValidateOptionsResult result = new MinerOptionsValidator().Validate(null, options);
        Assert.Equal(15, result.Failures!.Count());
        Assert.Contains(result.Failures!, fault => fault.StartsWith("Routers[1].Url", StringComparison.Ordinal));
    }
}
