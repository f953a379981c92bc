using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Testing.Ledger;

/// <summary>The circumstances of a move on the memory chain.</summary>
/// <param name="State">The state before it.</param>
/// <param name="Context">Who and when.</param>
/// <param name="Transaction">The hash it gets if it is made.</param>
internal readonly record struct MemoryMove(ChainState State, MoveContext Context, Hash32 Transaction)
{
    public NetworkSnapshot Network => State.Network;
}
