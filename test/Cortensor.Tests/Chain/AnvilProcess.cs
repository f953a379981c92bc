using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Chain;

/// <summary>A development chain of its own for a test: free port, random chain id, gone with the test.</summary>
public sealed class AnvilProcess : IAsyncDisposable
{
    private const int StartAttempts = 100;
    private const string BlockTime = "0.25";

    private static readonly HttpClient Http = new();
    private readonly Process _process;
    private readonly Thread _parent;
    private readonly ManualResetEventSlim _end;

    private AnvilProcess(Process process, Thread parent, ManualResetEventSlim end, Uri endpoint, ulong chainId)
    {
        _process = process;
        _parent = parent;
        _end = end;
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
        int port = FreePort();
        ulong chainId = (ulong)RandomNumberGenerator.GetInt32(100_000, int.MaxValue);
        string[] mining = mineOnDemand ? ["--no-mining"] : ["--block-time", BlockTime];
        ProcessStartInfo start = new("setpriv",
        [
            "--pdeathsig", "KILL", FindBinary(), "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
            "--chain-id", chainId.ToString(CultureInfo.InvariantCulture), "--slots-in-an-epoch", "1", "--silent", .. mining, .. more,
        ]);

        // The death signal fires when the thread that started the child ends, so that thread lives as long as the chain.
        TaskCompletionSource<Process> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ManualResetEventSlim end = new();
        Thread parent = new(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(failure);
            }

            end.Wait();
        })
        { IsBackground = true, Name = "anvil parent" };
        parent.Start();
        AnvilProcess anvil = new(await started.Task, parent, end, new Uri($"http://127.0.0.1:{port}"), chainId);
        await anvil.WaitUntilReadyAsync();
        return anvil;
    }

    /// <summary>A sender with one of the development keys.</summary>
    public async Task<TransactionSender> OpenSenderAsync(int key = 0, SendingOptions? options = null, IRpcTransport? transport = null)
    {
        IReadOnlyList<PrivateKey> keys = await DevKeys.OpenAsync(Client, Endpoint);
        EthClient client = transport is null ? Client : new EthClient(transport);
        SendingOptions fast = options ?? new SendingOptions { PollInterval = TimeSpan.FromMilliseconds(20) };
        return new TransactionSender(client, new LocalSigner(keys[key]), ChainId, fast, TimeProvider.System, NullLogger<TransactionSender>.Instance);
    }

    public async Task MineAsync() => _ = await Client.Transport.CallAsync("evm_mine", []);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _end.Set();
        _parent.Join();
        _end.Dispose();
    }

    private static string FindBinary()
    {
        string[] places = ["test/interop", "contracts"];
        string? found = places
            .Select(place => Path.Combine(Repository.Root, place, "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil"))
            .FirstOrDefault(File.Exists);
        return found ?? throw new FileNotFoundException("anvil is not installed: run 'npm ci --ignore-scripts' in test/interop.");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
