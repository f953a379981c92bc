using Cortensor.Chain.Bindings;
using Cortensor.Primitives;

namespace Cortensor.Chain.Deployment;

/// <summary>The contracts of a network, by the names they have in address books.</summary>
public static class ContractNames
{
    /// <summary>COR.</summary>
    public const string Token = "CortensorToken";

    /// <summary>Who administers.</summary>
    public const string Acl = "Acl";

    /// <summary>Which account is which kind of node.</summary>
    public const string Iam = "Iam";

    /// <summary>Parameters and prices.</summary>
    public const string NetworkData = "NetworkData";

    /// <summary>Which nodes may serve.</summary>
    public const string NodePool = "NodePool";

    /// <summary>Sessions.</summary>
    public const string Session = "Session";

    /// <summary>Money of sessions and nodes.</summary>
    public const string SessionPayment = "SessionPayment";

    /// <summary>Tasks.</summary>
    public const string SessionQueue = "SessionQueue";

    /// <summary>Owner of the parameters in public networks.</summary>
    public const string Timelock = "Timelock";

    /// <summary>The interfaces this program was built for.</summary>
    internal static IReadOnlyDictionary<string, Hash32> AbiHashes { get; } =
        new Dictionary<string, Hash32>
        {
            [Token] = CortensorTokenContract.AbiHash,
            [Acl] = AclContract.AbiHash,
            [Iam] = IamContract.AbiHash,
            [NetworkData] = NetworkDataContract.AbiHash,
            [NodePool] = NodePoolContract.AbiHash,
            [Session] = SessionContract.AbiHash,
            [SessionPayment] = SessionPaymentContract.AbiHash,
            [SessionQueue] = SessionQueueContract.AbiHash,
        };
}
