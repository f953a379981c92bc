using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Pool;

namespace Cortensor.Router.Miners;

/// <summary>Whether a hello is accepted: version, offer, signature over our own challenge, standing in the pool.</summary>
internal sealed class HelloCheck(RouterNetwork network, ISigner signer, INetworkView view)
{
    private const int MaxSlots = 256;
    private const int MaxModels = 32;
    private const int MaxSoftwareLength = 128;

    private readonly TypedDataDomain _domain = NodeDomain.Of(network.ChainId, network.Queue);

    /// <summary>Why not; null when it is accepted.</summary>
    public string? Refuse(HelloFrame hello, Hash32 nonce)
    {
        if (hello.Version != Frame.ProtocolVersion)
        {
            return $"Frame version {hello.Version} is not served, only {Frame.ProtocolVersion}.";
        }

        if (hello.Slots is < 1 or > MaxSlots || hello.Models.Count is < 1 or > MaxModels || hello.Software.Length > MaxSoftwareLength)
        {
            return "The offer is out of range.";
        }

        Hash32 digest = HelloTypedData.Digest(_domain, signer.Address, hello.Node, nonce);
        bool signed =
            Signature.TryParse(hello.Signature, null, out Signature signature)
            && PublicKey.TryRecover(digest, signature, out PublicKey? key)
            && key.Address == hello.Node;
        if (!signed)
        {
            return "The signature is not the node's.";
        }

        PoolState state = view.Current.Nodes.TryGetValue(hello.Node, out PoolNode? node) ? node.State : PoolState.None;
        return state is PoolState.None or PoolState.Suspended or PoolState.Banned ? $"The node's state in the pool is {state}." : null;
    }
}
