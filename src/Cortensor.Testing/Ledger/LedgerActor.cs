using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Testing.Ledger;

/// <summary>Every ledger in the name of one account.</summary>
/// <param name="Queue">The session queue.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="Payments">Money.</param>
/// <param name="Pool">The node pool.</param>
public sealed record LedgerActor(IQueueLedger Queue, ISessionLedger Sessions, IPaymentLedger Payments, IPoolLedger Pool);
