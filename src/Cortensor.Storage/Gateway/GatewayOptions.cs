namespace Cortensor.Storage.Gateway;

/// <summary>How the gateway names itself to IPFS peers that ask who has a block.</summary>
public sealed record GatewayOptions
{
    /// <summary>This node's libp2p peer id, in base58 (<see cref="PeerIds"/>). Empty: provider queries find nobody.</summary>
    public string PeerId { get; init; } = string.Empty;

    /// <summary>
    /// Multiaddresses of this gateway, such as <c>/ip4/127.0.0.1/tcp/5010/http</c>. Empty: the address the question came to, which whoever
    /// asks can reach.
    /// </summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];
}
