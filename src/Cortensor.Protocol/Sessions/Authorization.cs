using System.Numerics;
using Cortensor.Primitives;

namespace Cortensor.Protocol.Sessions;

/// <summary>An allowed cost.</summary>
/// <param name="Session">The session, its allowance counted down when one was used.</param>
/// <param name="Router">The submitting router; zero when the owner submits itself.</param>
/// <param name="UsedNonce">The nonce that is used up, if the owner's signature allowed the cost.</param>
public sealed record Authorization(SessionInfo Session, Address Router, BigInteger? UsedNonce);
