using Cortensor.Crypto;

namespace Cortensor.Tests.Crypto;

public sealed class Eip55Tests
{
    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", true)]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", true)]
    [InlineData("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", true)]
    [InlineData("0x5AaEb6053F3E94C9b9A09f33669435E7Ef1BeAed", false)]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", false)]
    [InlineData(null, false)]
    public void Mixed_case_must_carry_the_checksum(string? text, bool expected) => Assert.Equal(expected, Eip55.TryParse(text, out _));
}
