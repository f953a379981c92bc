using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Devnet.Sessions;

/// <summary>A session that a client wants on a development network.</summary>
public sealed record DevnetSessionSpec
{
    /// <summary>Default of <see cref="Deposit"/>.</summary>
    public const ulong DefaultDepositCor = 1_000;

    /// <summary>Default of <see cref="AllowancePerEpoch"/>.</summary>
    public const ulong DefaultAllowanceCor = 500;

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required ModelId Model { get; init; }

    /// <summary>Miners per task.</summary>
    public required byte Redundancy { get; init; }

    /// <summary>Miners in the session's list at most.</summary>
    public required ushort Miners { get; init; }

    /// <summary>Put into the session by its owner.</summary>
    public TokenAmount Deposit { get; init; } = TokenAmount.FromCor(DefaultDepositCor);

    /// <summary>What the session's router may spend per epoch without a signature per task.</summary>
    public TokenAmount AllowancePerEpoch { get; init; } = TokenAmount.FromCor(DefaultAllowanceCor);

    /// <summary>As the contract wants it. One answer cannot agree with another, so a single miner needs no proof of agreement.</summary>
    internal SessionConfig ToConfig() =>
        new()
        {
            Name = Name,
            ModelId = Keccak256.HashText(Model.Value),
            MinNodes = Redundancy,
            MaxNodes = Miners,
            Redundancy = Redundancy,
            Proof = Redundancy > 1 ? ProofKind.Agreement : ProofKind.None,
            MaxPricePer1kInput = TokenAmount.FromCor(1),
            MaxPricePer1kOutput = TokenAmount.FromCor(1),
        };
}
