using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Payments;

namespace Cortensor.Testing.Conformance;

/// <summary>The world a driver builds before the first move. Sessions, deposits and nodes are moves themselves.</summary>
public sealed class ConformanceSetup
{
    private const int Miners = 8;

    /// <summary>The fixed setup.</summary>
    public ConformanceSetup()
    {
        Models = [Keccak256.HashText("conformance-a"), Keccak256.HashText("conformance-b")];
        Prices = new Dictionary<Hash32, ModelPrice>
        {
            // Not round on purpose: every division in the money rules leaves a rest.
            [Models[0]] = new ModelPrice(new TokenAmount(1_000_003), new TokenAmount(3_000_017)),
            [Models[1]] = new ModelPrice(new TokenAmount(7_777_777), new TokenAmount(1)),
        }.ToImmutableDictionary();
        TokenAmount wallet = TokenAmount.FromCor(1_000);
        Accounts =
        [
            Account("owner-0", wallet),
            Account("owner-1", wallet),
            Account("router-0", TokenAmount.Zero, NodeRole.Router),
            Account("router-1", TokenAmount.Zero, NodeRole.Router),
            Account("oracle", TokenAmount.Zero, NodeRole.Oracle),
            Account("stranger", TokenAmount.FromCor(1)),
            .. Enumerable.Range(0, Miners).Select(index => Account($"miner-{index}", wallet, NodeRole.Miner)),
        ];
    }

    /// <summary>Owners, routers, oracle, stranger, miners; see the constants for who is where.</summary>
    public ImmutableArray<ConformanceAccount> Accounts { get; }

    /// <summary>Models with a price.</summary>
    public ImmutableArray<Hash32> Models { get; }

    /// <summary>The price to set of each model.</summary>
    public ImmutableDictionary<Hash32, ModelPrice> Prices { get; }

    /// <summary>Time of the first move, unix seconds: later than any real chain's genesis, and at the start of no epoch.</summary>
    public ulong StartTime => 2_000_001_234;

    /// <summary>The two owners are accounts 0 and 1.</summary>
    public static ImmutableArray<int> Owners { get; } = [0, 1];

    /// <summary>The two routers.</summary>
    public static ImmutableArray<int> Routers { get; } = [2, 3];

    /// <summary>The oracle.</summary>
    public static int Oracle => 4;

    /// <summary>Somebody without any role.</summary>
    public static int Stranger => 5;

    /// <summary>The miners.</summary>
    public static ImmutableArray<int> MinerAccounts { get; } = [.. Enumerable.Range(6, Miners)];

    /// <summary>The account with an address, or −1.</summary>
    public int IndexOf(Address address)
    {
        for (int index = 0; index < Accounts.Length; index++)
        {
            if (Accounts[index].Address == address)
            {
                return index;
            }
        }

        return -1;
    }

    private static ConformanceAccount Account(string name, TokenAmount wallet, params ImmutableArray<NodeRole> roles) =>
        new(name, PrivateKey.FromBytes(Keccak256.HashText($"cortensor conformance {name}").ToArray()), roles, wallet);
}
