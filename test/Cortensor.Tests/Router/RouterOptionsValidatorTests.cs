using Cortensor.Miner;
using Cortensor.Router;
using Cortensor.Router.Keys;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Router;

public sealed class RouterOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(new RouterOptionsValidator().Validate(null, new RouterOptions()).Succeeded);

    [Fact]
    public void A_router_lets_no_more_wait_at_a_miner_than_the_miner_does() =>
        Assert.InRange(new RouterOptions().MinerBacklog, 1, MinerOptions.DefaultMaxWaiting);

    [Fact]
    public void All_faults_are_reported_together()
    {
        RouterOptions options = new()
        {
            MaxBodyBytes = 1,
            StallTimeout = TimeSpan.Zero,
            PublicUrl = "not a url",
            Keys = [new ApiKeyOptions { Name = "a", Sha256 = "no" }, new ApiKeyOptions { Name = "a", Sha256 = new string('0', 64) }],
            Models = [new RouterModel { Id = "UPPER", ContextTokens = 0 }],
        };
        ValidateOptionsResult result = new RouterOptionsValidator().Validate(null, options);
        Assert.Equal(6, result.Failures!.Count());
        foreach (string part in new[] { "MaxBodyBytes", "StallTimeout", "PublicUrl", "Sha256", "stands twice", "UPPER" })
        {
            Assert.Contains(part, result.FailureMessage, StringComparison.Ordinal);
        }
    }
}
