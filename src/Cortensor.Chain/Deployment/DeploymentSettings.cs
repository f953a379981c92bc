using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Deployment;

/// <summary>What distinguishes one network's deployment from another's. Accounts that are not given are the deployer's.</summary>
public sealed record DeploymentSettings
{
    /// <summary>Default of <see cref="TimelockDelay"/>: two days.</summary>
    public const uint DefaultTimelockDelay = 172_800;

    /// <summary>The network's name, for the address book.</summary>
    public required string Network { get; init; }

    /// <summary>The folder with <c>deployments/plan.json</c> and the compiled contracts, <c>artifacts/</c>.</summary>
    public required string ContractsFolder { get; init; }

    /// <summary>Gets the whole supply of COR.</summary>
    public Address? Holder { get; init; }

    /// <summary>Gives roles, admits nodes, pauses.</summary>
    public Address? Admin { get; init; }

    /// <summary>Its account gets the treasury share.</summary>
    public Address? Treasury { get; init; }

    /// <summary>Seconds between the proposal of a parameter change and its execution.</summary>
    public uint TimelockDelay { get; init; } = DefaultTimelockDelay;

    /// <summary>Who may propose parameter changes; nobody given means the admin.</summary>
    public IReadOnlyList<Address> Proposers { get; init; } = [];

    /// <summary>Deadlines and limits of the queue.</summary>
    public QueueParameters Parameters { get; init; } = QueueParameters.Default;

    /// <summary>Prices by model.</summary>
    public IReadOnlyDictionary<ModelId, ModelPrice> Prices { get; init; } = new Dictionary<ModelId, ModelPrice>();

    /// <summary>Hands parameters and prices over to the timelock at the end. Development networks keep them with the deployer.</summary>
    public bool HandOver { get; init; }
}
