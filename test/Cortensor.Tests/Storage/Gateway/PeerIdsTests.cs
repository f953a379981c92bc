using Cortensor.Crypto;
using Cortensor.Storage.Gateway;

namespace Cortensor.Tests.Storage.Gateway;

public sealed class PeerIdsTests
{
    // The first key is the secp256k1 example of the libp2p peer id specification, the second the curve's generator; the ids are what
    // js-libp2p 3 makes of them.
    [Theory]
    [InlineData(
        "037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99",
        "16Uiu2HAmLhLvBoYaoZfaMUKuibM6ac163GwKY74c5kiSLg5KvLpY"
    )]
    [InlineData(
        "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "16Uiu2HAm3cuhhRL2msUuLF62KRSfneFDx94RsuouyW25Ho42cFMq"
    )]
    public void A_chain_key_has_the_peer_id_that_libp2p_gives_it(string key, string id) =>
        Assert.Equal(id, PeerIds.Of(PublicKey.Read(Convert.FromHexString(key))));

    [Theory]
    [InlineData("http://127.0.0.1:5010", "/ip4/127.0.0.1/tcp/5010/http")]
    [InlineData("http://[::1]:5010/", "/ip6/::1/tcp/5010/http")]
    [InlineData("https://router.example", "/dns/router.example/tcp/443/https")]
    [InlineData("http://0.0.0.0:5010", null)]
    [InlineData("http://127.0.0.1:0", null)]
    public void An_address_is_written_so_that_a_peer_can_dial_it(string url, string? address) =>
        Assert.Equal(address, HttpMultiaddress.Of(new Uri(url)));
}
