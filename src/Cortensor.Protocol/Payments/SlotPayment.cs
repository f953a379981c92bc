using Cortensor.Primitives;

namespace Cortensor.Protocol.Payments;

/// <summary>A miner's part of a finished task.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Miner">Its account.</param>
/// <param name="Gross">Wei charged for its answer before the split; zero when it earned nothing.</param>
/// <param name="Share">Wei it earned.</param>
/// <param name="Bond">Wei of bond it gets back.</param>
public sealed record SlotPayment(byte Slot, Address Miner, TokenAmount Gross, TokenAmount Share, TokenAmount Bond);
