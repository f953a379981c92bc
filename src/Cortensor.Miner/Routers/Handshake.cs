using System.Reflection;
using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Miner.Routers;

/// <summary>
/// challenge → hello → hello_ack. Signs only for a router of our own chain and queue that holds the role, and for the expected one if one
/// is.
/// </summary>
internal sealed class Handshake(MinerIdentity identity, IInferenceEngine engine, INetworkView view)
{
    private static readonly string Software =
        "cortensor/"
        + (typeof(Handshake).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    public async Task<(ChallengeFrame Challenge, HelloAckFrame Welcome)> RunAsync(
        RouterSocket socket,
        Address? expected,
        int slots,
        CancellationToken cancellationToken
    )
    {
        ChallengeFrame challenge = await ReadAsync<ChallengeFrame>(socket, cancellationToken);
        if (Refuse(challenge, expected) is string problem)
        {
            throw new RouterProtocolException(problem);
        }

        Hash32 digest = HelloTypedData.Digest(identity.Domain, challenge.Router, identity.Address, challenge.Nonce);
        Signature signature = await identity.Signer.SignHashAsync(digest, cancellationToken);
        HelloFrame hello = new(
            Frame.ProtocolVersion,
            identity.Address,
            slots,
            [.. engine.Models.Select(model => model.Id)],
            Software,
            signature.ToString()
        );
        await socket.WriteAsync(hello, cancellationToken);
        HelloAckFrame welcome = await ReadAsync<HelloAckFrame>(socket, cancellationToken);
        return welcome is { Credits: > 0, PingSeconds: > 0 }
            ? (challenge, welcome)
            : throw new RouterProtocolException("a welcome without credits or pings");
    }

    private string? Refuse(ChallengeFrame challenge, Address? expected) =>
        challenge.Version != Frame.ProtocolVersion ? $"frame version {challenge.Version}, not {Frame.ProtocolVersion}"
        : challenge.ChainId != identity.ChainId ? $"chain {challenge.ChainId}, not {identity.ChainId}"
        : challenge.Queue != identity.Queue ? $"queue {challenge.Queue}, not {identity.Queue}"
        : expected is Address address && challenge.Router != address ? $"router {challenge.Router}, not {address}"
        : !view.Current.Routers.Contains(challenge.Router) ? $"{challenge.Router} does not hold the router role"
        : null;

    private static async Task<T> ReadAsync<T>(RouterSocket socket, CancellationToken cancellationToken)
        where T : Frame =>
        await socket.ReadAsync(cancellationToken) switch
        {
            T frame => frame,
            ErrorFrame error => throw new RouterProtocolException($"{error.Code}: {error.Message}"),
            null => throw new RouterProtocolException("closed during the handshake"),
            Frame other => throw new RouterProtocolException($"{other.GetType().Name} during the handshake"),
        };
}
