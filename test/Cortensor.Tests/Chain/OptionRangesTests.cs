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
        _ = OptionRanges.Require(new SendingOptions());
        _ = OptionRanges.Require(new ChainViewOptions());
        _ = OptionRanges.Require(new LogWatcherOptions());
        _ = OptionRanges.Require(new RpcPoolOptions());
        _ = OptionRanges.Require(new HeadSubscriptionOptions());
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            OptionRanges.Require(
                new SendingOptions
                {
                    Confirmations = 0,
                    MaxAttempts = 99,
                    PollInterval = TimeSpan.Zero,
                }
            )
        );
        foreach (string name in (string[])["SendingOptions", "Confirmations", "MaxAttempts", "PollInterval"])
        {
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        }
    }
}
