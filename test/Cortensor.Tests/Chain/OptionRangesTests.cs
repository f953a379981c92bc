using Cortensor.Chain;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Chain.Views;
using Cortensor.Chain.Watching;

namespace Cortensor.Tests.Chain;

public sealed class OptionRangesTests
{
    [Fact]
    public void Defaults_are_in_range()
    {
        _ = OptionRanges.Demand(new SendingOptions());
        _ = OptionRanges.Demand(new ChainViewOptions());
        _ = OptionRanges.Demand(new LogWatcherOptions());
        _ = OptionRanges.Demand(new RpcPoolOptions());
        _ = OptionRanges.Demand(new HeadSubscriptionOptions());
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => OptionRanges.Demand(new SendingOptions { Confirmations = 0, MaxAttempts = 99, PollInterval = TimeSpan.Zero }));
        foreach (string name in (string[])["SendingOptions", "Confirmations", "MaxAttempts", "PollInterval"])
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }
}
