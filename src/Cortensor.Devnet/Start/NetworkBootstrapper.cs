using System.Numerics;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Devnet.Sessions;
using Cortensor.Node;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Devnet.Start;

/// <summary>Makes a network out of an empty chain: contracts, prices, money, roles, and the client's session.</summary>
internal sealed class NetworkBootstrapper(EthClient client, Uri rpc, TimeProvider time)
{
    /// <summary>COR a miner can bond with, and the client's wallet.</summary>
    private static readonly TokenAmount Bond = TokenAmount.FromCor(1_000);
    private static readonly TokenAmount ClientWallet = TokenAmount.FromCor(100_000);

    /// <summary>Ten of the chain's coins: gas for more tasks than anybody runs on one machine.</summary>
    private static readonly BigInteger Gas = 10 * BigInteger.Pow(10, 18);

    /// <summary>0.02 and 0.06 COR per 1,000 tokens.</summary>
    private static readonly ModelPrice Price = new(TokenAmount.OneCor / 50, TokenAmount.OneCor * 3 / 50);

    /// <summary>The repository's folder of contracts.</summary>
    public static string ContractsIn(string home) => Path.Combine(home, "contracts");

    /// <summary>Deploys with the chain's own development key and brings every node into its role.</summary>
    /// <exception cref="CodedException">The chain or a contract refused.</exception>
    public async Task<AddressBook> DeployAsync(
        DevnetOptions options,
        IReadOnlyList<NodePlan> plans,
        IReadOnlyDictionary<string, PrivateKey> keys,
        PrivateKey owner,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<PrivateKey> developmentKeys = await DevKeys.OpenAsync(client, rpc, cancellationToken);
        try
        {
            ulong chainId = await client.GetChainIdAsync(cancellationToken);
            using TransactionSender sender = new(
                client,
                new LocalSigner(developmentKeys[0]),
                chainId,
                Actors.Sending,
                time,
                NullLogger<TransactionSender>.Instance
            );
            AddressBook book = await new NetworkDeployer(sender).DeployAsync(
                new DeploymentSettings
                {
                    Network = "devnet",
                    ContractsFolder = ContractsIn(options.Home),
                    Prices = new Dictionary<ModelId, ModelPrice> { [ModelId.Parse(options.Model)] = Price },
                },
                cancellationToken
            );
            await AdmitAsync(new NetworkAdministration(sender, book), book, plans, keys, owner.Address, cancellationToken);
            return book;
        }
        catch (Exception e)
            when (e is ContractRevertException or TransactionFailedException or MoveRefusedException or InvalidDataException)
        {
            throw new CodedException(ExitCodes.Chain, $"The network could not be deployed: {e.Message}", inner: e);
        }
        finally
        {
            foreach (PrivateKey key in developmentKeys)
            {
                key.Dispose();
            }
        }
    }

    /// <summary>The client's own key creates and funds the session.</summary>
    public async Task<SessionId> CreateSessionAsync(
        DevnetOptions options,
        AddressBook book,
        PrivateKey owner,
        Address router,
        CancellationToken cancellationToken
    )
    {
        using ChainLedgers ledgers = Actors.Of(client, owner, book, time);
        DevnetSessionSpec spec = new()
        {
            Name = "devnet",
            Model = ModelId.Parse(options.Model),
            Redundancy = (byte)options.SessionRedundancy,
            Miners = (ushort)options.Miners,
        };
        return await new SessionCreator(ledgers.Sessions, ledgers.Payments).FoundAsync(spec, router, cancellationToken);
    }

    private async Task AdmitAsync(
        NetworkAdministration administration,
        AddressBook book,
        IReadOnlyList<NodePlan> plans,
        IReadOnlyDictionary<string, PrivateKey> keys,
        Address owner,
        CancellationToken cancellationToken
    )
    {
        List<ChainLedgers> nodes = [];
        try
        {
            List<Task> admissions =
            [
                administration.FundGasAsync(owner, Gas, cancellationToken).RequireAsync("gas money of the client"),
                administration.FundTokenAsync(owner, ClientWallet, cancellationToken).RequireAsync("COR of the client"),
            ];
            foreach (NodePlan plan in plans)
            {
                ChainLedgers node = Actors.Of(client, keys[plan.Name], book, time);
                nodes.Add(node);
                admissions.Add(administration.EnrollAsync(Enrollment(plan, node), cancellationToken));
            }

            await Task.WhenAll(admissions);
        }
        finally
        {
            foreach (ChainLedgers node in nodes)
            {
                node.Dispose();
            }
        }
    }

    private static NodeEnrollment Enrollment(NodePlan plan, ChainLedgers node) =>
        plan.Role switch
        {
            NodeRoles.Router => new NodeEnrollment(node, NodeRole.Router, plan.Url) { Gas = Gas },
            NodeRoles.Miner => new NodeEnrollment(node, NodeRole.Miner) { Gas = Gas, Bond = Bond },
            _ => new NodeEnrollment(node, NodeRole.Oracle) { Gas = Gas },
        };
}
