using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Testing.Ledger;

namespace Cortensor.Tests.Chain.Ledgers;

/// <summary>Who plays in a <see cref="LedgerScript"/>: the same keys on every ledger.</summary>
internal sealed record ScriptCast(
    LedgerActor Owner,
    LedgerActor Router,
    LedgerActor Oracle,
    LedgerActor Miner,
    LedgerActor Stranger,
    TypedDataDomain SessionDomain
)
{
    public static TokenAmount OwnerWallet { get; } = TokenAmount.FromCor(20);

    public static TokenAmount MinerWallet { get; } = TokenAmount.FromCor(5);

    public static PrivateKey Key(string name) => PrivateKey.FromBytes(Keccak256.HashText($"ledger script {name}").ToArray());
}
