using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cortensor.Bench.Common;

/// <summary>A server that runs as a process of its own while it is measured.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;

    private ChildServer(Process process) => _process = process;

    public int Pid => _process.Id;

    /// <summary>A loopback port that nobody uses at the moment.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until its port takes connections.</summary>
    public static async Task<ChildServer> StartAsync(
        string program,
        IReadOnlyList<string> arguments,
        int port,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ChildServer server = new(Process.Start(Describe(program, arguments, readsOutput: false))!);
        long start = time.GetTimestamp();
        while (!await TakesConnectionsAsync(port, cancellationToken))
        {
            if (server._process.HasExited || time.GetElapsedTime(start) > Timeout)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{program} did not come up on port {port}.");
            }

            await Task.Delay(Look, time, cancellationToken);
        }

        return server;
    }

    /// <summary>Starts it and waits for its first line, which says where it is.</summary>
    public static async Task<(ChildServer Server, string Line)> StartTellingAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        ChildServer server = new(Process.Start(Describe(program, arguments, readsOutput: true))!);
        string? line = await server._process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line is not null)
        {
            return (server, line);
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"{program} ended before it said where it is.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Describe(string program, IReadOnlyList<string> arguments, bool readsOutput) =>
        new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = readsOutput,
            UseShellExecute = false,
        };

    private static async Task<bool> TakesConnectionsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
