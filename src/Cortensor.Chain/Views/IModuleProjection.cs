using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Views;

/// <summary>What the events of one contract change in a snapshot. Pure: the same events give the same snapshot.</summary>
internal interface IModuleProjection
{
    /// <summary>The contract whose events these are.</summary>
    Address Contract { get; }

    /// <summary>The snapshot after the event; the same one when the event says nothing that a snapshot holds.</summary>
    NetworkSnapshot Apply(NetworkSnapshot network, ViewEvent entry);
}
