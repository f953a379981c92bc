using System.CommandLine;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Cli.Commands;
using Cortensor.Cli.Commands.Keys;
using Cortensor.Crypto;
using Cortensor.Devnet.Sessions;
using Cortensor.Devnet.State;
using Cortensor.Node;

namespace Cortensor.Cli.Network;

/// <summary>
/// The flags with which a command finds its network: a running development network by default, any other by <c>--rpc</c>.
/// </summary>
internal sealed class NetworkOptions
{
    private readonly DevnetActor _actor;
    private readonly Option<string?> _dataDir = CommonOptions.DataDir();
    private readonly Option<string?> _rpc = new("--rpc")
    {
        Description = "JSON-RPC address of another network's chain; then --deployment, --key and --password-file too.",
        HelpName = "URL",
    };
    private readonly Option<string?> _deployment = new("--deployment")
    {
        Description = "File with that network's contracts.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _key = new("--key")
    {
        Description = "Keystore of the account that acts (default: the development network's own).",
        HelpName = "FILE",
    };
    private readonly Option<string?> _password = new("--password-file")
    {
        Description = "File whose first line is the keystore's password.",
        HelpName = "FILE",
    };

    public NetworkOptions(Command command, DevnetActor actor)
    {
        _actor = actor;
        foreach (Option<string?> option in (Option<string?>[])[_dataDir, _rpc, _deployment, _key, _password])
        {
            command.Add(option);
        }
    }

    /// <summary>Finds the network and opens the key.</summary>
    /// <exception cref="CodedException">A flag is missing, or something cannot be opened.</exception>
    public async Task<NetworkAccess> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        HttpClient http = new();
        try
        {
            return parsed.GetValue(_rpc) is { } rpc
                ? await ElsewhereAsync(http, parsed, rpc, cancellationToken)
                : await DevnetAsync(http, parsed, cancellationToken);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    private async Task<NetworkAccess> ElsewhereAsync(HttpClient http, ParseResult parsed, string rpc, CancellationToken cancellationToken)
    {
        List<string> missing =
        [
            .. ((Option<string?>[])[_deployment, _key, _password])
                .Where(option => parsed.GetValue(option) is null)
                .Select(option => option.Name),
        ];
        if (missing.Count > 0)
        {
            throw new CodedException(ExitCodes.Configuration, $"With --rpc also give {string.Join(", ", missing)}.");
        }

        if (!Uri.TryCreate(rpc, UriKind.Absolute, out Uri? endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new CodedException(ExitCodes.Configuration, $"--rpc: '{rpc}' is not like http://127.0.0.1:8545.");
        }

        PrivateKey key = KeyFiles.Open(parsed.GetValue(_key)!, KeyFiles.Password(parsed.GetValue(_password)!));
        return await ConnectAsync(http, endpoint, parsed.GetValue(_deployment)!, (_, _) => Task.FromResult(key), null, cancellationToken);
    }

    private Task<NetworkAccess> DevnetAsync(HttpClient http, ParseResult parsed, CancellationToken cancellationToken)
    {
        DevnetDocument network = RunningDevnet.Require(parsed.GetValue(_dataDir));
        DevnetPaths paths = new(CliPaths.DevnetFolder(parsed.GetValue(_dataDir)));
        Uri rpc = new(network.Chains.L3.Rpc);
        return ConnectAsync(http, rpc, paths.Deployment, OpenAsync, network, cancellationToken);

        Task<PrivateKey> OpenAsync(EthClient client, CancellationToken token) =>
            parsed.GetValue(_key) is { } key
                ? Task.FromResult(
                    KeyFiles.Open(
                        key,
                        KeyFiles.Password(
                            parsed.GetValue(_password)
                                ?? throw new CodedException(ExitCodes.Configuration, "With --key also give --password-file.")
                        )
                    )
                )
                : DevnetActorKeys.OpenAsync(paths, _actor, client, rpc, token);
    }

    private static async Task<NetworkAccess> ConnectAsync(
        HttpClient http,
        Uri rpc,
        string deployment,
        Func<EthClient, CancellationToken, Task<PrivateKey>> open,
        DevnetDocument? devnet,
        CancellationToken cancellationToken
    )
    {
        EthClient client = new(new HttpRpcTransport(http, rpc, HttpRpcTransport.DefaultTimeout, TimeProvider.System));
        try
        {
            AddressBook book = await AddressBook.LoadAsync(deployment, cancellationToken);
            ulong chain = await client.GetChainIdAsync(cancellationToken);
            return chain == book.ChainId
                ? new NetworkAccess(http, client, book, await open(client, cancellationToken), devnet)
                : throw new CodedException(
                    ExitCodes.Chain,
                    $"The chain at {rpc} has id {chain}, but {deployment} is for {book.ChainId}.",
                    "wrong_chain_id"
                );
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new CodedException(ExitCodes.Configuration, $"{deployment}: {e.Message}", inner: e);
        }
    }
}
