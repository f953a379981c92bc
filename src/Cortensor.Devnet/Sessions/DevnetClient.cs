using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Devnet.Start;
using Cortensor.Devnet.State;
using Cortensor.Node;
using Cortensor.Primitives;

namespace Cortensor.Devnet.Sessions;

/// <summary>What a client of a running development network does with its own key.</summary>
public static class DevnetClient
{
    /// <summary>Creates and funds a session and binds the network's API key to it.</summary>
    /// <returns>The session and its owner.</returns>
    /// <exception cref="CodedException">The chain refused, or the key cannot be opened.</exception>
    public static async Task<(SessionId Session, Address Owner)> CreateSessionAsync(
        DevnetPaths paths,
        DevnetDocument network,
        DevnetSessionSpec spec,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        DevnetSettings settings =
            DevnetSettings.Find(paths) ?? throw new CodedException(ExitCodes.NotRunning, $"{paths.Root} holds no network.");
        using PrivateKey key = DevnetKeys.OpenOrCreate(paths, DevnetKeys.Client, DevnetKeys.Password(paths));
        using HttpClient http = new();
        EthClient client = new(new HttpRpcTransport(http, new Uri(network.Chains.L3.Rpc), HttpRpcTransport.DefaultTimeout, time));
        AddressBook book = await AddressBook.LoadAsync(paths.Deployment, cancellationToken);
        using ChainLedgers ledgers = Actors.Of(client, key, book, time);
        Address router = DevnetKeys.AddressOf(paths, NodePlan.FirstRouter);
        SessionId session = await new SessionCreator(ledgers.Sessions, ledgers.Payments).FoundAsync(spec, router, cancellationToken);
        (settings with { MoreSessions = [.. settings.MoreSessions, session.Value] }).Save(paths);
        NodeConfigurations.BindSession(paths, session.Value);
        return (session, key.Address);
    }
}
