using Cortensor.Chain.Contracts;
using Cortensor.Chain.Encoding;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>A custom error and the refusal it stands for.</summary>
/// <param name="Selector">Names the error in revert data.</param>
/// <param name="Read">Reads the revert data.</param>
internal sealed record KnownError(Selector Selector, Func<ReadOnlyMemory<byte>, Refusal> Read)
{
    public static KnownError Of<TError>(Func<TError, Refusal> refusal)
        where TError : IContractError<TError> => new(TError.Selector, data => refusal(TError.Decode(data.Span)));

    /// <summary>An error for which the rules have no refusal of their own; its code is its name.</summary>
    public static KnownError Of<TError>(Func<TError, string> message)
        where TError : IContractError<TError> =>
        new(TError.Selector, data => new Refusal(typeof(TError).Name, message(TError.Decode(data.Span))));
}
