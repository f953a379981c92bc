using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Crypto;

public sealed class TypedDataTests
{
    private static readonly TypedDataType Person = new("Person(string name,address wallet)");
    private static readonly TypedDataType Mail = new("Mail(Person from,Person to,string contents)Person(string name,address wallet)");

    /// <summary>The worked example of EIP-712 itself ("Ether Mail"), with the digest and signature it prints.</summary>
    [Fact]
    public async Task The_example_of_the_EIP_comes_out()
    {
        TypedDataDomain domain = new("Ether Mail", "1", 1, Address.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"));
        Hash32 from = Person.HashStruct(AbiWord.OfText("Cow"), Address.Parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"));
        Hash32 to = Person.HashStruct(AbiWord.OfText("Bob"), Address.Parse("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"));
        Hash32 mail = Mail.HashStruct(from, to, AbiWord.OfText("Hello, Bob!"));

        Assert.Equal("0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2", Mail.Hash.ToString());
        Assert.Equal("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f", domain.Separator.ToString());
        Assert.Equal("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", domain.Digest(mail).ToString());

        using PrivateKey cow = PrivateKey.FromBytes(Keccak256.HashText("cow").ToArray());
        LocalSigner signer = new(cow);
        Signature signature = await signer.SignTypedDataAsync(domain, mail, TestContext.Current.CancellationToken);
        Assert.Equal("0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d", signature.R.ToString());
        Assert.Equal("0x07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562", signature.S.ToString());
        Assert.Equal(1, signature.YParity);
        Assert.True(domain.IsSignedBy(mail, signature, cow.Address));
        Assert.False(domain.IsSignedBy(from, signature, cow.Address));
    }

    [Fact]
    public void A_missing_field_is_refused() => Assert.Throws<ArgumentException>(() => Person.HashStruct(AbiWord.OfText("Cow")));

    [Theory]
    [InlineData("Person")]
    [InlineData("(uint256 a)")]
    [InlineData("Person(string name, address wallet)")]
    public void A_malformed_type_string_is_refused(string text) => Assert.Throws<ArgumentException>(() => new TypedDataType(text));

    [Fact]
    public void Words_are_encoded_as_Solidity_does()
    {
        AbiWord number = 0x1234UL;
        AbiWord flag = true;
        AbiWord account = Address.Parse("0x00000000000000000000000000000000000000ff");
        Assert.Equal("0x" + "1234".PadLeft(64, '0'), number.Value.ToString());
        Assert.Equal("0x" + "1".PadLeft(64, '0'), flag.Value.ToString());
        Assert.Equal("0x" + "ff".PadLeft(64, '0'), account.Value.ToString());
        Assert.Equal("0x" + new string('f', 64), AbiWord.Signed(-1).Value.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => AbiWord.Unsigned(System.Numerics.BigInteger.Pow(2, 256)));
    }

    [Fact]
    public void A_node_id_is_the_hash_of_the_padded_address()
    {
        Address account = Address.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
        Assert.Equal(Keccak256.Hash([.. new byte[12], .. account.ToArray()]), NodeIds.Of(account).Value);
    }
}
