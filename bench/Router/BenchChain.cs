using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Ledger;

namespace Cortensor.Bench.Router;

/// <summary>A chain in memory with everything a router needs before its first task.</summary>
internal static class BenchChain
{
    private const ushort PoolSlots = 64;

    public static async Task<SessionId> FoundAsync(MemoryChain chain, TokenAmount money, CancellationToken cancellationToken)
    {
        Hash32 model = Keccak256.HashText(BenchAnswer.Model);
        Address owner = BenchKeys.Owner.Address;
        chain.GrantRole(NodeRole.Router, BenchKeys.Router.Address);
        chain.GrantRole(NodeRole.Oracle, owner);
        chain.SetPrice(model, new ModelPrice(TokenAmount.OneCor / 50, TokenAmount.OneCor * 3 / 50));
        for (int index = 0; index < BenchKeys.Miners; index++)
        {
            Address miner = BenchKeys.Miner(index).Address;
            chain.GrantRole(NodeRole.Miner, miner);
            chain.Mint(miner, money);
            LedgerActor actor = chain.As(miner);
            Made(await actor.Payments.DepositAccountAsync(miner, money, cancellationToken));
            Made(await actor.Pool.RegisterAsync(PoolSlots, [model], cancellationToken));
            Made(await chain.As(owner).Pool.SetStateAsync(miner, PoolState.Ephemeral, cancellationToken));
        }

        chain.Mint(owner, money);
        LedgerActor client = chain.As(owner);
        (MoveResult created, SessionId session) = await client.Sessions.CreateAsync(
            new SessionConfig
            {
                Name = "bench",
                ModelId = model,
                MinNodes = 1,
                MaxNodes = BenchKeys.Miners,
                Redundancy = 1,
                Proof = ProofKind.None,
                MaxPricePer1kInput = TokenAmount.FromCor(1),
                MaxPricePer1kOutput = TokenAmount.FromCor(1),
            },
            cancellationToken
        );
        Made(created);
        Made(await client.Payments.DepositAsync(session, money, cancellationToken));
        Made(await client.Sessions.SetRouterAllowanceAsync(session, BenchKeys.Router.Address, money, cancellationToken));
        return session;
    }

    /// <summary>Until the router's hash chain is on chain.</summary>
    public static async Task WaitForRouterAsync(MemoryChain chain, CancellationToken cancellationToken)
    {
        await foreach (NetworkSnapshot snapshot in chain.WatchAsync(cancellationToken))
        {
            if (snapshot.RouterChains.ContainsKey(BenchKeys.Router.Address))
            {
                return;
            }
        }
    }

    private static void Made(MoveResult result)
    {
        if (!result.Made)
        {
            throw new InvalidOperationException($"A founding move was refused: {result.Refusal}");
        }
    }
}
