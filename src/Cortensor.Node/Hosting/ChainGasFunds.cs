using System.Numerics;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Router.Endpoints.Health;

namespace Cortensor.Node.Hosting;

/// <summary>Asks the chain whether the router's key can still pay for transactions.</summary>
internal sealed class ChainGasFunds(EthClient client, ISigner signer) : IGasFunds
{
    /// <summary>0.005 of the chain's coin: some hundred submits at ordinary prices.</summary>
    private static readonly BigInteger Floor = BigInteger.Pow(10, 15) * 5;

    public async ValueTask<bool> IsAboveFloorAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetBalanceAsync(signer.Address, BlockTag.Latest, cancellationToken) >= Floor;
        }
        catch (RpcUnreachableException)
        {
            return true; // Says nothing about the money; the check of the chain says what is wrong.
        }
    }
}
