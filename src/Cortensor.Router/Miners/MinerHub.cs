using System.Collections.Concurrent;
using System.Net.WebSockets;
using Cortensor.Api.Errors;
using Cortensor.Api.Frames;
using Cortensor.Primitives;

namespace Cortensor.Router.Miners;

/// <summary>
/// The miners that are connected now, one connection each; the newest wins, because the older one is usually a dead line not noticed yet.
/// </summary>
internal sealed class MinerHub
{
    private readonly ConcurrentDictionary<Address, MinerConnection> _connections = new();

    public int Count => _connections.Count;

    public IEnumerable<MinerConnection> All => _connections.Values;

    public MinerConnection? Find(Address node) => _connections.GetValueOrDefault(node);

    public void Add(MinerConnection connection)
    {
        MinerConnection? older = null;
        _ = _connections.AddOrUpdate(
            connection.Node,
            connection,
            (_, there) =>
            {
                older = there;
                return connection;
            }
        );
        if (older is null)
        {
            return;
        }

        _ = older.TrySend(new ErrorFrame(ErrorCodes.NodeRefused.Code, "Another connection of this node took over."));
        older.Close(WebSocketCloseStatus.PolicyViolation, "replaced");
    }

    /// <summary>Forgets the connection; a newer one of the same node stays.</summary>
    public void Remove(MinerConnection connection) =>
        _ = _connections.TryRemove(new KeyValuePair<Address, MinerConnection>(connection.Node, connection));

    public void CloseAll(string reason)
    {
        foreach (MinerConnection connection in _connections.Values)
        {
            connection.Close(WebSocketCloseStatus.EndpointUnavailable, reason);
        }
    }

    public void AbortAll()
    {
        foreach (MinerConnection connection in _connections.Values)
        {
            connection.Abort();
        }
    }
}
