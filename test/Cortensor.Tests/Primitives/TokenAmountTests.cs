using Cortensor.Primitives;

namespace Cortensor.Tests.Primitives;

public sealed class TokenAmountTests
{
    [Fact]
    public void Subtracting_more_than_there_is_throws() => Assert.Throws<OverflowException>(() => TokenAmount.Zero - TokenAmount.OneCor);

    [Theory]
    [InlineData("0", "0 COR")]
    [InlineData("1", "0.000000000000000001 COR")]
    [InlineData("1500000000000000000", "1.5 COR")]
    [InlineData("2000000000000000000", "2 COR")]
    public void People_read_COR(string wei, string expected) => Assert.Equal(expected, TokenAmount.Parse(wei).ToCorString());

    [Theory]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    [InlineData("")]
    public void Only_whole_wei_parse(string text) => Assert.False(TokenAmount.TryParse(text, null, out _));
}
