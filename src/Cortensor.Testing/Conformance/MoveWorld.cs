using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Testing.Conformance;

/// <summary>What turns a driver-neutral move into one for a particular chain.</summary>
/// <param name="Setup">The accounts.</param>
/// <param name="SessionDomain">The EIP-712 domain of the chain's Session contract.</param>
public sealed record MoveWorld(ConformanceSetup Setup, TypedDataDomain SessionDomain)
{
    /// <summary>Address of an account.</summary>
    public Address this[int account] => Setup.Accounts[account].Address;
}
