using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.Start;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Chain;

/// <summary>A development chain of its own for a test: free port, random chain id, gone with the test.</summary>
public sealed class AnvilProcess : IAsyncDisposable
{
    private const int StartAttempts = 100;
    private const string BlockTime = "0.25";

    private static readonly HttpClient Http = new();
    private readonly Process _process;
    private readonly LongLivedThread _parent;

    private AnvilProcess(Process process, LongLivedThread parent, Uri endpoint, ulong chainId)
    {
        _process = process;
        _parent = parent;
        Endpoint = endpoint;
        ChainId = chainId;
        Client = new EthClient(new HttpRpcTransport(Http, endpoint, HttpRpcTransport.DefaultTimeout, TimeProvider.System));
    }

    public Uri Endpoint { get; }

    public ulong ChainId { get; }

    public EthClient Client { get; }

    /// <summary>Starts a chain; with <paramref name="mineOnDemand"/> blocks come only from <see cref="MineAsync"/>.</summary>
    public static async Task<AnvilProcess> StartAsync(bool mineOnDemand = false, params IReadOnlyList<string> more)
    {
        int port = FreePorts.Take(1)[0];
        ulong chainId = (ulong)RandomNumberGenerator.GetInt32(100_000, int.MaxValue);
        string[] mining = mineOnDemand ? ["--no-mining"] : ["--block-time", BlockTime];
        ProcessStartInfo start = new(
            "setpriv",
            [
                "--pdeathsig",
                "KILL",
                FindBinary(),
                "--host",
                "127.0.0.1",
                "--port",
                port.ToString(CultureInfo.InvariantCulture),
                "--chain-id",
                chainId.ToString(CultureInfo.InvariantCulture),
                "--slots-in-an-epoch",
                "1",
                "--silent",
                .. mining,
                .. more,
            ]
        );

        LongLivedThread parent = new("anvil parent");
        Process process = await parent.RunAsync(() => Process.Start(start)!);
        AnvilProcess anvil = new(process, parent, new Uri($"http://127.0.0.1:{port}"), chainId);
        await anvil.WaitUntilReadyAsync();
        return anvil;
    }

    /// <summary>A sender with one of the development keys.</summary>
    public async Task<TransactionSender> OpenSenderAsync(int key = 0, SendingOptions? options = null, IRpcTransport? transport = null)
    {
        IReadOnlyList<PrivateKey> keys = await DevKeys.OpenAsync(Client, Endpoint);
        EthClient client = transport is null ? Client : new EthClient(transport);
        SendingOptions fast = options ?? new SendingOptions { PollInterval = TimeSpan.FromMilliseconds(20) };
        return new TransactionSender(
            client,
            new LocalSigner(keys[key]),
            ChainId,
            fast,
            TimeProvider.System,
            NullLogger<TransactionSender>.Instance
        );
    }

    public async Task MineAsync() => _ = await Client.Transport.CallAsync("evm_mine", []);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _parent.Dispose();
    }

    private static string FindBinary()
    {
        string program = AnvilProgram.PathIn(Repository.Root);
        return File.Exists(program)
            ? program
            : throw new FileNotFoundException("anvil is not installed: run eng/scripts/setup.sh.", program);
    }

    private async Task WaitUntilReadyAsync()
    {
        for (int attempt = 0; attempt < StartAttempts && !_process.HasExited; attempt++)
        {
            try
            {
                // Another process may have taken the port in between: only our chain id proves that this is our chain.
                Assert.Equal(ChainId, await Client.GetChainIdAsync());
                return;
            }
            catch (RpcUnreachableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }

        await DisposeAsync();
        throw new InvalidOperationException("anvil did not answer.");
    }
}
