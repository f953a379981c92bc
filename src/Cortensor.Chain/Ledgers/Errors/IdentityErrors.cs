using Cortensor.Protocol.Nodes;
using static Cortensor.Chain.Bindings.AclContract;
using static Cortensor.Chain.Bindings.IamContract;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>The errors of the two contracts that know who may do what.</summary>
internal static class IdentityErrors
{
    public static IReadOnlyList<KnownError> All { get; } =
    [
        KnownError.Of<IamAccountBlocked>(e => $"{e.Account} is shut out of the network."),
        KnownError.Of<IamCallerNotAcl>(e => $"{e.Caller} is not the Acl."),
        KnownError.Of<IamEndpointInvalid>(e => $"An endpoint has 1 to 256 bytes, not {e.Length}."),
        KnownError.Of<IamNotRegistered>(e => $"{e.Account} did not register as {(NodeRole)e.Role}."),
        KnownError.Of<IamRoleHeld>(e => $"{e.Account} is {(NodeRole)e.Role} already."),
        KnownError.Of<IamRoleNotHeld>(e => $"{e.Account} is no {(NodeRole)e.Role}."),
        KnownError.Of<AclCallerNotGuardian>(e => $"{e.Caller} is no guardian."),
        KnownError.Of<AclCallerNotRegistrar>(e => $"{e.Caller} is no registrar."),
        KnownError.Of<AccessControlUnauthorizedAccount>(e => $"{e.Account} does not hold the role {e.NeededRole}."),
        KnownError.Of<AccessControlBadConfirmation>(_ => "A role can be given back only by who holds it."),
    ];
}
