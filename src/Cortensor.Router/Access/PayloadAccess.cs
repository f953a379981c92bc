using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Telemetry;
using Cortensor.Router.Keys;
using Cortensor.Router.Queue;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Router.Access;

/// <summary>
/// The parties that may read an object from the gateway (protocol section 9): anyone for public sessions, else the session's owner, its API
/// keys, the oracles and the task's miners. The host puts this behind the gateway's own hook.
/// </summary>
/// <remarks>
/// A miner reads the results of others only once the task has ended: a result read before the commits are in could be copied.
/// </remarks>
public sealed class PayloadAccess
{
    private readonly ResultOwners _owners;
    private readonly GatewayReader _reader;
    private readonly ApiKeyStore _keys;
    private readonly TaskRuns _runs;
    private readonly INetworkView _view;

    internal PayloadAccess(ResultOwners owners, GatewayReader reader, ApiKeyStore keys, TaskRuns runs, INetworkView view)
    {
        _owners = owners;
        _reader = reader;
        _keys = keys;
        _runs = runs;
        _view = view;
    }

    /// <summary>Whether the request may read the object with this digest. Objects of no known task are not served.</summary>
    public bool MayRead(HttpContext context, Hash32 digest)
    {
        ArgumentNullException.ThrowIfNull(context);
        NetworkSnapshot network = _view.Current;
        ObjectOwner? owner = _owners.Find(digest);
        if (TaskOf(owner, digest) is not TaskKey task || !network.Sessions.TryGetValue(task.Session, out SessionInfo? session))
        {
            return false;
        }

        if (session.Config.IsPublic || _keys.Find(context.Request)?.MayUse(task.Session) == true)
        {
            return true;
        }

        return _reader.Find(context.Request.Headers.Authorization, digest) is Address reader
            && (reader == session.Owner || network.Oracles.Contains(reader) || IsMinersToRead(network, task, owner?.Miner, reader));
    }

    /// <summary>
    /// The trace of the object's task as <c>traceparent</c> writes it, for those that may read the object; null when this router records
    /// none.
    /// </summary>
    public string? TraceOf(Hash32 digest) =>
        TraceSources.Router.HasListeners() && TaskOf(_owners.Find(digest), digest) is TaskKey task ? _runs.Find(task)?.Trace.Parent : null;

    // A request is known from its first frame on, before its task is on chain.
    private TaskKey? TaskOf(ObjectOwner? owner, Hash32 digest) =>
        owner?.Task ?? _runs.All.FirstOrDefault(run => run.Plan.RequestDigest == digest)?.Plan.Key;

    private bool IsMinersToRead(NetworkSnapshot network, TaskKey task, Address? author, Address reader)
    {
        QueueTask? known = network.Tasks.GetValueOrDefault(task);
        bool assigned = known?.Slots.Any(slot => slot.Miner == reader) == true || _runs.Find(task)?.Plan.Assigned.Contains(reader) == true;
        return assigned && (author is null || author == reader || known?.Outcome is not null);
    }
}
