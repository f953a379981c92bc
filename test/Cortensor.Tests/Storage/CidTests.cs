using Cortensor.Primitives;
using Cortensor.Storage;

namespace Cortensor.Tests.Storage;

public sealed class CidTests
{
    private const string Empty = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    [Fact]
    public void The_empty_block_has_its_known_name() => Assert.Equal(Empty, Cid.Of(CidCodec.Raw, []).ToString());

    [Theory]
    [InlineData(Empty)]
    [InlineData("bafybeicsw5p5rjekcwdctutmsxgusbgkkuh4msjrtxk7oihad2q3qwmmce")]
    public void Text_round_trips(string text) => Assert.Equal(text, Cid.Parse(text).ToString());

    [Fact]
    public void Binary_round_trips()
    {
        Cid cid = Cid.Parse(Empty);
        Assert.True(Cid.TryRead(cid.ToArray(), out Cid read));
        Assert.Equal(cid, read);
        Assert.Equal(Cid.Raw(Hash32.Parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")), cid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG")]
    [InlineData("BAFKREIHDWDCEFGH4DQKJV67UZCMW7OJEE6XEDZDETOJUZJEVTENXQUVYKU")]
    [InlineData("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk")]
    [InlineData("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvykua")]
    [InlineData("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvykv")]
    [InlineData("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk1")]
    [InlineData("bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")]
    [InlineData("../../etc/passwd")]
    public void Anything_else_is_refused(string? text) => Assert.False(Cid.TryParse(text, null, out _));
}
