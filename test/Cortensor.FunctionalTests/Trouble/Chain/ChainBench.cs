using System.Numerics;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Tests.Chain;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>A real chain behind one or more proxies, and the chain client over them.</summary>
internal sealed class ChainBench : IAsyncDisposable
{
    public static readonly Address Receiver = Address.Parse("0x00000000000000000000000000000000000c0ffe");

    private const int MostLooks = 2_000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private ChainBench(AnvilProcess anvil, FaultProxy[] proxies)
    {
        (Anvil, Proxies) = (anvil, proxies);
        Pool = Open([.. proxies.Select(static proxy => proxy.Endpoint)]);
        Client = new EthClient(Pool);
    }

    public AnvilProcess Anvil { get; }

    public IReadOnlyList<FaultProxy> Proxies { get; }

    public RpcPool Pool { get; }

    public EthClient Client { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ChainBench> StartAsync(int proxies, bool mineOnDemand = false) =>
        await OverAsync(await AnvilProcess.StartAsync(mineOnDemand), proxies);

    public static async Task<ChainBench> OverAsync(AnvilProcess anvil, int proxies) =>
        new(anvil, await Task.WhenAll(Enumerable.Range(0, proxies).Select(_ => FaultProxy.StartAsync(anvil.Endpoint, Cancellation))));

    /// <summary>A pool with short pauses.</summary>
    public RpcPool Open(IReadOnlyList<Uri> endpoints, Action<RpcPoolOptions>? change = null)
    {
        RpcPoolOptions options = new()
        {
            ChainId = Anvil.ChainId,
            Timeout = TimeSpan.FromSeconds(2),
            FirstBackoff = TimeSpan.FromMilliseconds(50),
            MaxBackoff = TimeSpan.FromSeconds(2),
            SurveyInterval = TimeSpan.FromMilliseconds(200),
            MaxLag = 3,
            MaxBodyBytes = 1 << 18,
        };
        change?.Invoke(options);
        return new RpcPool(_http, endpoints, options, TimeProvider.System, new Random(3), NullLogger<RpcPool>.Instance);
    }

    /// <summary>A sender over the proxies, with a development key.</summary>
    public Task<TransactionSender> OpenSenderAsync(int key = 0, Action<SendingOptions>? change = null)
    {
        SendingOptions options = new() { PollInterval = Poll };
        change?.Invoke(options);
        return Anvil.OpenSenderAsync(key, options, Pool);
    }

    /// <summary>What the receiver has, asked of the node itself.</summary>
    public Task<BigInteger> ReceivedAsync() => Anvil.Client.GetBalanceAsync(Receiver, BlockTag.Latest, Cancellation);

    public Task<ulong> MinedNonceAsync(Address account) => Anvil.Client.GetNonceAsync(account, BlockTag.Latest, Cancellation);

    /// <summary>Asks until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (int look = 0; look < MostLooks; look++)
        {
            if (await isSo())
            {
                return;
            }

            await Task.Delay(Poll, TimeProvider.System, Cancellation);
        }

        Assert.Fail($"It never came about: {what}.");
    }

    /// <summary>The account paid the transfers and their gas, and not one wei more: what each receipt says, once.</summary>
    public async Task AssertPaidAsync(
        Address account,
        BigInteger before,
        BigInteger transferred,
        IReadOnlyCollection<TransactionReceipt> receipts
    )
    {
        BigInteger gas = receipts.Aggregate(BigInteger.Zero, static (sum, receipt) => sum + (receipt.GasUsed * receipt.EffectiveGasPrice));
        Assert.Equal(receipts.Count, receipts.Select(static receipt => receipt.TransactionHash).Distinct().Count());
        Assert.Equal(transferred, await ReceivedAsync());
        Assert.Equal(before - transferred - gas, await Anvil.Client.GetBalanceAsync(account, BlockTag.Latest, Cancellation));
        Assert.Equal((ulong)receipts.Count, await MinedNonceAsync(account));
    }

    public Task<BigInteger> WalletAsync(Address account) => Anvil.Client.GetBalanceAsync(account, BlockTag.Latest, Cancellation);

    /// <summary>A development key's signer.</summary>
    public async Task<ISigner> SignerAsync(int key) =>
        new LocalSigner((await DevKeys.OpenAsync(Anvil.Client, Anvil.Endpoint, Cancellation))[key]);

    public async ValueTask DisposeAsync()
    {
        foreach (FaultProxy proxy in Proxies)
        {
            await proxy.DisposeAsync();
        }

        _http.Dispose();
        await Anvil.DisposeAsync();
    }
}
