using Cortensor.Primitives;
using Cortensor.Protocol.Pool;

namespace Cortensor.Testing.Conformance;

/// <summary>An account as every driver can see it.</summary>
/// <param name="Wallet">COR held.</param>
/// <param name="Balance">SessionPayment.accountBalance.</param>
/// <param name="State">NodePool.node; None for somebody who never registered.</param>
/// <param name="Level">NodePool.node.</param>
/// <param name="Slots">NodePool.node.</param>
/// <param name="RouterTip">SessionQueue.routerChain.</param>
public sealed record AccountView(TokenAmount Wallet, TokenAmount Balance, PoolState State, byte Level, ushort Slots, Hash32 RouterTip);
