using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;

namespace Cortensor.Devnet.Sessions;

/// <summary>Ledgers in the name of a key on a development chain, whose blocks come every quarter of a second.</summary>
internal static class Actors
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>How transactions are sent there.</summary>
    public static SendingOptions Sending => new() { PollInterval = Poll };

    public static ChainLedgers Of(EthClient client, PrivateKey key, AddressBook book, TimeProvider time) =>
        ChainLedgers.Open(client, new LocalSigner(key), book, Sending, time);
}
