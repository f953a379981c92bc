using System.Collections.Immutable;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Sessions;

/// <summary>A session as the chain knows it.</summary>
public sealed record SessionInfo
{
    /// <summary>Its number.</summary>
    public required SessionId Id { get; init; }

    /// <summary>Who owns it.</summary>
    public required Address Owner { get; init; }

    /// <summary>What was asked.</summary>
    public required SessionConfig Config { get; init; }

    /// <summary>Where it stands.</summary>
    public SessionState State { get; init; }

    /// <summary>Its router; zero when there is none.</summary>
    public Address Router { get; init; }

    /// <summary>The node list; removed nodes are the zero address, an index is never reused.</summary>
    public ImmutableArray<Address> Nodes { get; init; } = [];

    /// <summary>Unix seconds from which the session may be expired; 0 = never.</summary>
    public ulong ExpiresAt { get; init; }

    /// <summary>What each router may spend per epoch without a signature per task, wei.</summary>
    public ImmutableDictionary<Address, TokenAmount> Allowances { get; init; } = ImmutableDictionary<Address, TokenAmount>.Empty;

    /// <summary>What each router has spent in an epoch.</summary>
    public ImmutableDictionary<Address, AllowanceSpending> Spendings { get; init; } = ImmutableDictionary<Address, AllowanceSpending>.Empty;

    /// <summary>Unix seconds from which a requested withdrawal is due; 0 when none was requested.</summary>
    public ulong WithdrawNotBefore { get; init; }

    /// <summary>How many tasks the session has had.</summary>
    public ulong TaskCount { get; init; }
}
