using Cortensor.Chain.Rpc;
using Cortensor.Primitives;

namespace Cortensor.Chain.Contracts;

/// <summary>Asks contracts without sending transactions.</summary>
public static class ContractReader
{
    /// <summary>
    /// Executes a view function. A result that cannot be decoded is the endpoint's fault, like any other answer of the wrong shape.
    /// </summary>
    /// <exception cref="ContractRevertException">The function reverted.</exception>
    public static async Task<TResult> QueryAsync<TResult>(
        this EthClient client,
        Address contract,
        IContractQuery<TResult> query,
        BlockTag tag = default,
        Address? from = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            return await client.CallAsync(new CallRequest(contract, query.Encode(), from), tag, query.DecodeResult, cancellationToken);
        }
        catch (JsonRpcException refused) when (Reverts.TryRead(refused, out ReadOnlyMemory<byte> data))
        {
            throw new ContractRevertException(contract, data, inner: refused);
        }
    }
}
