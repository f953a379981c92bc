using Cortensor.Primitives;
using Cortensor.Protocol.Inference.Sampling;

namespace Cortensor.Tests.Protocol.Inference.Sampling;

public sealed class SamplingSeedsTests
{
    private static readonly Hash32 Selection = Hash32.Parse(string.Concat(Enumerable.Repeat("11", 32)));
    private static readonly Hash32 Request = Hash32.Parse(string.Concat(Enumerable.Repeat("22", 32)));

    /// <summary>Computed by an independent program.</summary>
    [Theory]
    [InlineData(0, 0, "4c62da7cdef6be13e71630e2e6bd501a9514d8760314ef399e8b9c2bcc9eeddf")]
    [InlineData(-5, 3, "4aba75bcd8ebbb352d10a15fa00026d298b86911c104b7dcfb5821e8e56df968")]
    public void A_task_seed_is_the_digest_of_the_encoded_words(long clientSeed, int choice, string expected) =>
        Assert.Equal(Hash32.Parse(expected), SamplingSeeds.TaskSeed(Selection, Request, clientSeed, choice));

    [Fact]
    public void A_miner_key_binds_the_seed_to_the_miner() =>
        Assert.Equal(
            Hash32.Parse("0a1cd30ae7b1b015d6fe144d6173c4a14ab0d10909b25dd6d5b56ad9c7ac3143"),
            SamplingSeeds.MinerKey(
                SamplingSeeds.TaskSeed(Selection, Request, 0, 0),
                Address.Parse(string.Concat(Enumerable.Repeat("ab", 20)))
            )
        );
}
