namespace Cortensor.Protocol.Sessions;

/// <summary>What the chain knows about the authority of a submit.</summary>
/// <param name="Session">The session.</param>
/// <param name="SignatureValid">Whether the submission's signature is the owner's; asked only when there is one.</param>
/// <param name="NonceUsed">Whether the submission's nonce was used before; asked only when there is a signature.</param>
public sealed record AuthorityFacts(SessionInfo Session, Func<bool> SignatureValid, Func<bool> NonceUsed);
