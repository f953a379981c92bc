using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Tests.Protocol.Queue;

namespace Cortensor.Tests.Protocol.Sessions;

public sealed class TaskRequestTypedDataTests
{
    private static readonly TypedDataDomain Domain = TaskRequestTypedData.Domain(31_337, Scene.Account(9));
    private static readonly Hash32 Digest = Keccak256.HashText("request");
    private static readonly SessionId Session = new(4);
    private static readonly TokenAmount Cost = TokenAmount.OneCor;

    [Fact]
    public async Task The_owners_signature_holds_for_exactly_what_was_signed()
    {
        using PrivateKey key = PrivateKey.FromBytes(Digest.ToArray());
        TaskAuthority authority = await SignAsync(key);
        byte[] lowV = [.. authority.Signature.Span];
        lowV[^1] -= 27;

        Assert.True(TaskRequestTypedData.IsSignedBy(key.Address, Domain, Session, Digest, Cost, authority));
        Assert.False(TaskRequestTypedData.IsSignedBy(Scene.Owner, Domain, Session, Digest, Cost, authority));
        Assert.False(TaskRequestTypedData.IsSignedBy(key.Address, Domain, new SessionId(5), Digest, Cost, authority));
        Assert.False(TaskRequestTypedData.IsSignedBy(key.Address, Domain, Session, Keccak256.Empty, Cost, authority));
        Assert.False(TaskRequestTypedData.IsSignedBy(key.Address, Domain, Session, Digest, Cost + new TokenAmount(1), authority));
        Assert.False(TaskRequestTypedData.IsSignedBy(key.Address, Domain, Session, Digest, Cost, authority with { Nonce = 8 }));
        Assert.False(TaskRequestTypedData.IsSignedBy(key.Address, Domain, Session, Digest, Cost, authority with { Expiry = 101 }));
        Assert.False(TaskRequestTypedData.IsSignedBy(key.Address, Domain, Session, Digest, Cost, authority with { Signature = lowV }));
        Assert.False(
            TaskRequestTypedData.IsSignedBy(key.Address, TaskRequestTypedData.Domain(1, Scene.Account(9)), Session, Digest, Cost, authority)
        );
    }

    private static ValueTask<TaskAuthority> SignAsync(PrivateKey key) =>
        TaskRequestTypedData.SignAsync(
            new LocalSigner(key),
            Domain,
            Session,
            Digest,
            Cost,
            new TaskAuthority(7, 100, default),
            TestContext.Current.CancellationToken
        );
}
