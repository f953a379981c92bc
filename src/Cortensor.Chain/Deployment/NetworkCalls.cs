using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;

namespace Cortensor.Chain.Deployment;

/// <summary>Calls of NetworkData in the protocol's types.</summary>
internal static class NetworkCalls
{
    public static IContractCall SetPrice(ModelId model, ModelPrice price) =>
        new NetworkDataContract.SetModelPriceCall(Keccak256.HashText(model.Value), price.Per1kInput.Wei, price.Per1kOutput.Wei);

    public static IContractCall SetParameters(QueueParameters parameters) =>
        new NetworkDataContract.SetQueueParametersCall(
            new(
                parameters.AssignWindow,
                parameters.AckWindow,
                parameters.PrecommitBase,
                parameters.MinTokensPerSecond,
                parameters.CommitWindow,
                parameters.CompleteWindow,
                parameters.Grace,
                parameters.MaxRounds,
                parameters.MaxTokensLimit
            )
        );
}
