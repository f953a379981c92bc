using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Devnet.Start;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Devnet.Sessions;

/// <summary>Opens the keys of a development network's people.</summary>
public static class DevnetActorKeys
{
    /// <summary>The key of an actor; the caller disposes of it.</summary>
    /// <exception cref="CodedException">The key cannot be opened, or the chain is no development chain.</exception>
    public static async Task<PrivateKey> OpenAsync(
        DevnetPaths paths,
        DevnetActor actor,
        EthClient client,
        Uri rpc,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (actor == DevnetActor.Client)
        {
            return DevnetKeys.OpenOrCreate(paths, DevnetKeys.Client, DevnetKeys.Password(paths));
        }

        IReadOnlyList<PrivateKey> keys;
        try
        {
            keys = await DevKeys.OpenAsync(client, rpc, cancellationToken);
        }
        catch (DevKeysRefusedException e)
        {
            throw new CodedException(ExitCodes.Key, e.Message, inner: e);
        }

        foreach (PrivateKey other in keys.Skip(1))
        {
            other.Dispose();
        }

        return keys[0];
    }
}
