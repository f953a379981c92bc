using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue;

/// <summary>What a task's session says about how it may end.</summary>
/// <param name="SessionOwner">The session's owner.</param>
/// <param name="Proof">What must hold before the task is paid.</param>
public sealed record EndFacts(Address SessionOwner, ProofKind Proof);
