using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Router.Health;

/// <summary>The signer signs: one that is locked or away says so by throwing.</summary>
internal sealed class KeySigns(ISigner signer) : IReadyCheck
{
    public string Name => "key";

    public async ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await signer.SignHashAsync(Hash32.Zero, cancellationToken);
            return ReadyFinding.Ok;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ReadyFinding.Of(ReadyCodes.KeyLocked, exception.Message);
        }
    }
}
