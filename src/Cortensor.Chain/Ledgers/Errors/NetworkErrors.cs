using Cortensor.Primitives;
using static Cortensor.Chain.Bindings.NetworkDataContract;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>The errors of parameters and prices.</summary>
internal static class NetworkErrors
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        KnownError.Of<NetworkParameterInvalid>(e => $"The parameter '{e.Field}' is outside its range."),
        KnownError.Of<NetworkPriceTooHigh>(e =>
            $"A price of {new TokenAmount(e.Price).ToCorString()} is above the limit of {new TokenAmount(e.Limit).ToCorString()}."
        ),
        KnownError.Of<OwnableUnauthorizedAccount>(e => $"{e.Account} does not own the network's parameters."),
        KnownError.Of<OwnableInvalidOwner>(e => $"{e.Owner} cannot own the network's parameters."),
    ];
}
