using Cortensor.Chain.Rpc;

namespace Cortensor.Devnet.Processes;

/// <summary>
/// Lets the dev chain make no more blocks before it saves its state. anvil reads accounts and blocks one after the other: a block in
/// between leaves a task in the contract whose event is in no block, and no node could read that chain again.
/// </summary>
internal static class QuietChain
{
    /// <summary>Longer than a block takes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private const int Polls = 20;

    /// <summary>A chain that does not answer is quiet enough.</summary>
    public static async Task BecomeAsync(Uri rpc, TimeProvider time, CancellationToken cancellationToken)
    {
        using HttpClient http = new();
        EthClient client = new(new HttpRpcTransport(http, rpc, HttpRpcTransport.DefaultTimeout, time));
        try
        {
            _ = await client.Transport.CallAsync("evm_setIntervalMining", [0], cancellationToken);
            ulong? seen = null;
            for (int look = 0; look < Polls; look++)
            {
                ulong? head = (await client.GetHeaderAsync(BlockTag.Latest, cancellationToken))?.Number;
                if (head == seen)
                {
                    return;
                }

                seen = head;
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch (RpcUnreachableException)
        {
            // It is gone already.
        }
    }
}
