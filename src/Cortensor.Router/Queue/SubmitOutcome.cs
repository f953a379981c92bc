using Cortensor.Protocol.Ledger;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Queue;

/// <summary>How a submit ended.</summary>
/// <param name="Receipt">Set when the task is on chain.</param>
/// <param name="Error">Set when it is not, or nobody knows.</param>
/// <param name="ReservationLost">Another submit came first; the same request can be planned again.</param>
/// <param name="GiveBack">
/// Frees the task's place, so that its id can name another task: after its miners are told, before the client is. May be called again.
/// </param>
internal sealed record SubmitOutcome(MoveReceipt? Receipt, ApiError? Error, bool ReservationLost = false, Action? GiveBack = null);
