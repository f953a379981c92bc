using System.Net;
using System.Net.Sockets;

namespace Cortensor.Devnet.Processes;

/// <summary>
/// Loopback ports that are free now. Another process may take one first: the caller checks which program answers.
/// </summary>
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
            {
                listener.Dispose();
            }
        }
    }

    /// <summary>Whether a port is free now; never for 0.</summary>
    public static bool IsFree(int port)
    {
        if (port == 0)
        {
            return false;
        }

        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
