using System.Security.Cryptography;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;
using Cortensor.Storage;

namespace Cortensor.Tests.Protocol.Storage;

public sealed class RawCidTests
{
    /// <summary>The CID of the empty raw block, as every IPFS tool knows it.</summary>
    [Fact]
    public void The_empty_block_has_its_well_known_name() =>
        Assert.Equal("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", RawCid.Format(new Hash32(SHA256.HashData([]))));

    [Fact]
    public void It_agrees_with_the_store_s_cid()
    {
        for (int index = 0; index < 200; index++)
        {
            Hash32 digest = new(SHA256.HashData([(byte)index]));
            Assert.Equal(Cid.Raw(digest).ToString(), RawCid.Format(digest));
        }
    }
}
