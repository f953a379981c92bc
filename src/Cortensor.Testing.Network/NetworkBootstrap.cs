using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Ledger;

namespace Cortensor.Testing.Network;

/// <summary>What the people of a network do before its first task: roles, prices, registrations, a session with money.</summary>
internal static class NetworkBootstrap
{
    private const ushort PoolSlots = 4;

    private static readonly Hash32 Model = Keccak256.HashText(TestNetwork.Model.Value);

    /// <summary>Roles, price and registrations; the oracle admits.</summary>
    public static async Task RegisterAsync(TestNetwork network, CancellationToken cancellationToken)
    {
        MemoryChain chain = network.Chain;
        chain.GrantRole(NodeRole.Router, network.Router.Address);
        chain.GrantRole(NodeRole.Oracle, network.Oracle.Address);
        chain.GrantRole(NodeRole.Oracle, network.SecondOracle.Address);
        chain.SetPrice(Model, new ModelPrice(TokenAmount.OneCor, TokenAmount.OneCor * 2));
        foreach (Address miner in network.Miners.Select(static miner => miner.Address))
        {
            chain.GrantRole(NodeRole.Miner, miner);
            chain.Mint(miner, network.Options.BondMoney);
            LedgerActor actor = chain.As(miner);
            if (network.Options.BondMoney > TokenAmount.Zero)
            {
                Made(await actor.Payments.DepositAccountAsync(miner, network.Options.BondMoney, cancellationToken));
            }
            // Before it dials: a router does not let a node in that the pool does not know.
            Made(await actor.Pool.RegisterAsync(PoolSlots, [Model], cancellationToken));
        }
    }

    /// <summary>The session, once every miner is in the pool.</summary>
    public static async Task OpenSessionAsync(TestNetwork network, CancellationToken cancellationToken)
    {
        TestNetworkOptions options = network.Options;
        _ = await network.UntilAsync(
            "every miner in the pool",
            snapshot => snapshot.Nodes.Values.Count(static node => node.State == PoolState.Ephemeral) == options.Miners,
            cancellationToken
        );
        LedgerActor owner = network.Chain.As(network.Owner);
        (MoveResult created, SessionId session) = await owner.Sessions.CreateAsync(
            options.Session(
                new SessionConfig
                {
                    Name = "test",
                    ModelId = Model,
                    MinNodes = options.Redundancy,
                    MaxNodes = 64,
                    Redundancy = options.Redundancy,
                    Proof = options.Proof,
                    MaxPricePer1kInput = TokenAmount.FromCor(5),
                    MaxPricePer1kOutput = TokenAmount.FromCor(5),
                }
            ),
            cancellationToken
        );
        Made(created);
        KitFailure.Unless(session == network.Session, $"The first session is {session}.");
        if (network.Chain.Current.Sessions[session].State != SessionState.Active)
        {
            Made(await owner.Sessions.FillAsync(session, cancellationToken));
        }

        if (options.Deposit > TokenAmount.Zero)
        {
            network.Chain.Mint(network.Owner, options.Deposit);
            Made(await owner.Payments.DepositAsync(session, options.Deposit, cancellationToken));
        }

        if (options.Allowance > TokenAmount.Zero)
        {
            Made(await owner.Sessions.SetRouterAllowanceAsync(session, network.Router.Address, options.Allowance, cancellationToken));
        }
    }

    private static void Made(MoveResult result) => KitFailure.Unless(result.Made, $"A founding move was refused: {result.Refusal}");
}
