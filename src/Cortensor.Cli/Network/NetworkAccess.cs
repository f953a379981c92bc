using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Devnet.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Cli.Network;

/// <summary>A chain, its contracts and a key: what a command needs to make moves in somebody's name.</summary>
internal sealed class NetworkAccess : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http;
    private readonly PrivateKey _key;
    private readonly TransactionSender _sender;

    public NetworkAccess(HttpClient http, EthClient client, AddressBook book, PrivateKey key, DevnetDocument? devnet)
    {
        (_http, _key, Client, Book, Devnet) = (http, key, client, book, devnet);
        _sender = new TransactionSender(
            client,
            new LocalSigner(key),
            book.ChainId,
            new SendingOptions { PollInterval = Poll },
            TimeProvider.System,
            NullLogger<TransactionSender>.Instance
        );
        Ledgers = new ChainLedgers(_sender, book);
        Administration = new NetworkAdministration(_sender, book);
    }

    public EthClient Client { get; }

    public AddressBook Book { get; }

    /// <summary>Moves in the key's name.</summary>
    public ChainLedgers Ledgers { get; }

    /// <summary>Moves of an administrator, when the key is one.</summary>
    public NetworkAdministration Administration { get; }

    /// <summary>The development network it belongs to; null elsewhere.</summary>
    public DevnetDocument? Devnet { get; }

    public void Dispose()
    {
        Ledgers.Dispose();
        _sender.Dispose();
        _key.Dispose();
        _http.Dispose();
    }
}
