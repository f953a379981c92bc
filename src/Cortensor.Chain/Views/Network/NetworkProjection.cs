using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Views.Network;

/// <summary>Parameters and prices, from the events of NetworkData.</summary>
internal sealed class NetworkProjection(Address contract) : IModuleProjection
{
    public Address Contract => contract;

    public NetworkSnapshot Apply(NetworkSnapshot network, ViewEvent entry) =>
        entry.Log.Is(out NetworkDataContract.QueueParametersChanged? parameters)
            ? network with
            {
                Parameters = ToParameters(parameters.Parameters),
            }
        : entry.Log.Is(out NetworkDataContract.ModelPriceChanged? price)
            ? network with
            {
                Prices = network.Prices.SetItem(price.ModelId, new ModelPrice(new(price.Per1kInput), new(price.Per1kOutput))),
            }
        : network;

    private static QueueParameters ToParameters(NetworkDataContract.QueueParameters values) =>
        checked(
            new QueueParameters(
                (ushort)values.AssignWindow,
                (ushort)values.AckWindow,
                (ushort)values.PrecommitBase,
                (ushort)values.MinTokensPerSecond,
                (ushort)values.CommitWindow,
                (ushort)values.CompleteWindow,
                (ushort)values.Grace,
                values.MaxRounds,
                (uint)values.MaxTokensLimit
            )
        );
}
