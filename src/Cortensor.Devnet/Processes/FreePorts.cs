using System.Net;
using System.Net.Sockets;

namespace Cortensor.Devnet.Processes;

/// <summary>Loopback ports nobody uses at the moment. Somebody else may take one before we do: whoever uses it checks who answers.</summary>
internal static class FreePorts
{
    public static IReadOnlyList<int> Take(int count)
    {
        List<TcpListener> listeners = [];
        try
        {
            for (int i = 0; i < count; i++)
            {
                TcpListener listener = new(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (TcpListener listener in listeners)
                listener.Dispose();
        }
    }

    /// <summary>The wanted port if it is free, else another one.</summary>
    public static int Prefer(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return port;
        }
        catch (SocketException)
        {
            return Take(1)[0];
        }
    }
}
