using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>A transaction to put into a block.</summary>
/// <param name="Key">Who sends it.</param>
/// <param name="To">The contract.</param>
/// <param name="Data">Call data.</param>
internal sealed record OutgoingCall(PrivateKey Key, Address To, ReadOnlyMemory<byte> Data);
