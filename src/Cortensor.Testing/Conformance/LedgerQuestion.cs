using System.Collections.Immutable;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>What the kit wants to see after a batch.</summary>
/// <param name="Tasks">Tasks; one that does not exist is left out of the answer.</param>
/// <param name="Sessions">Sessions; likewise.</param>
/// <param name="Accounts">Accounts of the setup by index, for their money and their place in the pool.</param>
public sealed record LedgerQuestion(ImmutableArray<TaskKey> Tasks, ImmutableArray<SessionId> Sessions, ImmutableArray<int> Accounts);
