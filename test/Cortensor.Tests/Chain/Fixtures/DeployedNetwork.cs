using System.Numerics;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;

namespace Cortensor.Tests.Chain.Fixtures;

/// <summary>The real contracts on a chain of their own, administered by the first development key.</summary>
internal sealed class DeployedNetwork : IAsyncDisposable
{
    private static readonly BigInteger Gas = BigInteger.Pow(10, 18);

    private readonly AnvilProcess _anvil;
    private readonly TransactionSender _deployer;
    private readonly List<IDisposable> _opened = [];

    private DeployedNetwork(AnvilProcess anvil, TransactionSender deployer, AddressBook book)
    {
        _anvil = anvil;
        _deployer = deployer;
        Book = book;
        Administration = new NetworkAdministration(deployer, book);
    }

    public static string ContractsFolder { get; } = Path.Combine(Repository.Root, "contracts");

    public static ModelId Model { get; } = ModelId.Parse("smollm2-135m-instruct");

    public static ModelPrice Price { get; } = new(new TokenAmount(1_000_003), new TokenAmount(3_000_017));

    public AnvilProcess Anvil => _anvil;

    public AddressBook Book { get; }

    public NetworkAdministration Administration { get; }

    public static DeploymentSettings Settings { get; } =
        new()
        {
            Network = "test",
            ContractsFolder = ContractsFolder,
            Treasury = Address.Parse("0x00000000000000000000000000000000000c0a03"),
            Prices = new Dictionary<ModelId, ModelPrice> { [Model] = Price },
        };

    public static async Task<DeployedNetwork> StartAsync(DeploymentSettings? settings = null)
    {
        AnvilProcess anvil = await AnvilProcess.StartAsync();
        TransactionSender deployer = await anvil.OpenSenderAsync();
        return new DeployedNetwork(anvil, deployer, await new NetworkDeployer(deployer).DeployAsync(settings ?? Settings));
    }

    /// <summary>The ledgers of an account that has gas and nothing else.</summary>
    public async Task<ChainLedgers> OpenAsync(PrivateKey key, TokenAmount wallet = default)
    {
        ChainLedgers ledgers = ChainLedgers.Open(
            _anvil.Client,
            new LocalSigner(key),
            Book,
            new SendingOptions { PollInterval = TimeSpan.FromMilliseconds(20) }
        );
        _opened.Add(ledgers);
        _ = await Administration.FundGasAsync(ledgers.Actor, Gas).RequireAsync("gas");
        if (wallet > TokenAmount.Zero)
        {
            _ = await Administration.FundTokenAsync(ledgers.Actor, wallet).RequireAsync("wallet");
        }

        return ledgers;
    }

    /// <summary>The ledgers of a node that holds a role.</summary>
    public async Task<ChainLedgers> EnrollAsync(PrivateKey key, NodeRole role, TokenAmount bond = default)
    {
        ChainLedgers ledgers = await OpenAsync(key);
        await Administration.EnrollAsync(new NodeEnrollment(ledgers, role) { Bond = bond });
        return ledgers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable opened in _opened)
        {
            opened.Dispose();
        }

        _deployer.Dispose();
        await _anvil.DisposeAsync();
    }
}
