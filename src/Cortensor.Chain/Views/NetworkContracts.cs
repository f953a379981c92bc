using Cortensor.Chain.Deployment;
using Cortensor.Chain.Views.Identity;
using Cortensor.Chain.Views.Network;
using Cortensor.Chain.Views.Payments;
using Cortensor.Chain.Views.Pool;
using Cortensor.Chain.Views.Queue;
using Cortensor.Chain.Views.Sessions;
using Cortensor.Primitives;

namespace Cortensor.Chain.Views;

/// <summary>The contracts a view reads, found in the address book.</summary>
internal sealed class NetworkContracts
{
    private readonly AddressBook _book;

    /// <summary>Finds the contracts.</summary>
    /// <exception cref="InvalidDataException">
    /// A contract is missing, or was deployed with another interface than this program was built for.
    /// </exception>
    public NetworkContracts(AddressBook book)
    {
        _book = book;
        Network = Find(ContractNames.NetworkData);
        Iam = Find(ContractNames.Iam);
        Pool = Find(ContractNames.NodePool);
        Session = Find(ContractNames.Session);
        Payment = Find(ContractNames.SessionPayment);
        Queue = Find(ContractNames.SessionQueue);
    }

    public Address Network { get; }

    public Address Iam { get; }

    public Address Pool { get; }

    public Address Session { get; }

    public Address Payment { get; }

    public Address Queue { get; }

    /// <summary>A projection per contract.</summary>
    public IReadOnlyCollection<IModuleProjection> CreateProjections(Address treasury) =>
        [
            new NetworkProjection(Network),
            new IdentityProjection(Iam),
            new PoolProjection(Pool),
            new SessionProjection(Session),
            new PaymentProjection(Payment, treasury),
            new QueueProjection(Queue, Payment),
        ];

    private Address Find(string name) =>
        !_book.Contracts.TryGetValue(name, out DeployedContract? contract)
            ? throw new InvalidDataException($"Network {_book.Network} has no contract {name}.")
        : contract.AbiHash != ContractNames.AbiHashes[name]
            ? throw new InvalidDataException(
                $"{name} of network {_book.Network} has another interface than this program knows: deploy again, or use the matching version."
            )
        : contract.Address;
}
