namespace Cortensor.Testing.Ledger;

/// <summary>A <see cref="MemoryChain"/> at one moment.</summary>
public sealed class SavedChain
{
    internal SavedChain(ChainState state) => State = state;

    internal ChainState State { get; }
}
