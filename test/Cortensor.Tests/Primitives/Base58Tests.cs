using System.Text;
using Cortensor.Primitives;

namespace Cortensor.Tests.Primitives;

public sealed class Base58Tests
{
    // draft-msporny-base58-03, section 5.
    [Theory]
    [InlineData("Hello World!", "2NEpo7TZRRrLZSi2U")]
    [InlineData("The quick brown fox jumps over the lazy dog.", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    public void Texts_of_the_draft(string text, string encoded) => Assert.Equal(encoded, Base58.Encode(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("", "")]
    [InlineData("00", "1")]
    [InlineData("0000287fb4cd", "11233QC4")]
    public void Leading_zeros_stay(string hex, string encoded) => Assert.Equal(encoded, Base58.Encode(Convert.FromHexString(hex)));
}
