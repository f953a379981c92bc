using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cortensor.Testing.Network;

/// <summary>
/// One run of a router's process: its sockets can be cut and its log silenced, so that <see cref="EndAsync"/> leaves as little behind as
/// <c>kill -9</c>.
/// </summary>
internal sealed class RouterLife
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = new();
    private WebApplication? _app;
    private volatile bool _isOver;

    /// <summary>Nothing it still says counts.</summary>
    public bool IsOver => _isOver;

    public WebApplication App
    {
        get => _app ?? throw new InvalidOperationException("The router was not built.");
        set => _app = value;
    }

    /// <summary>Remembers every connection for as long as it lasts.</summary>
    public void Watch(ListenOptions listen) =>
        listen.Use(next =>
            async connection =>
            {
                _connections[connection.ConnectionId] = connection;
                try
                {
                    await next(connection);
                }
                finally
                {
                    _ = _connections.TryRemove(connection.ConnectionId, out _);
                }
            }
        );

    /// <summary>Cuts every socket first, so that nobody is told goodbye, then stops without giving time to anything.</summary>
    public async Task EndAsync()
    {
        _isOver = true;
        foreach (ConnectionContext connection in _connections.Values)
        {
            connection.Abort(new ConnectionAbortedException("killed"));
        }

        await App.StopAsync(new CancellationToken(canceled: true));
        await App.DisposeAsync();
    }
}
