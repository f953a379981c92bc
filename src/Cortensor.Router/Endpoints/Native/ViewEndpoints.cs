using System.Reflection;
using Cortensor.Api;
using Cortensor.Api.Errors;
using Cortensor.Api.Native;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Pool;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;
using Cortensor.Router.Miners;
using Cortensor.Router.Queue;
using Cortensor.Router.Sessions;
using Cortensor.Router.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Endpoints.Native;

/// <summary>What the native API shows without doing anything.</summary>
internal sealed class ViewEndpoints(
    INetworkView view,
    ISigner signer,
    RouterNetwork network,
    MinerHub hub,
    ModelNames models,
    TaskRuns runs,
    SessionViews sessions,
    TaskViews tasks,
    RouterState state,
    IOptions<RouterOptions> options
)
{
    /// <summary>Tasks listed for a session, newest first, at most.</summary>
    private const int MaxListedTasks = 100;

    private static readonly string Version =
        typeof(ViewEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public Task PingAsync(HttpContext context) => context.Response.WriteAsJsonAsync(new PingView("ok"), ApiJson.Default.PingView);

    public Task InfoAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(
            new RouterInfo(options.Value.Name, Version, signer.Address, network.ChainId, network.Contracts, models.All),
            ApiJson.Default.RouterInfo
        );

    public Task AboutAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(
            new AboutView(options.Value.Name, Version, signer.Address, NativeEndpoints.Catalogue),
            ApiJson.Default.AboutView
        );

    public Task StatusAsync(HttpContext context, ApiKey key)
    {
        NetworkSnapshot now = view.Current;
        RouterStatus status = new(
            state.Stopping ? "stopping" : "ok",
            (long)state.Uptime.TotalSeconds,
            hub.Count,
            now.Sessions.Values.Count(static session => session.State == SessionState.Active),
            now.OpenTasks.Count,
            now.Head.Number,
            (long)state.ChainAge.TotalSeconds
        );
        return context.Response.WriteAsJsonAsync(status, ApiJson.Default.RouterStatus);
    }

    public Task MinersAsync(HttpContext context, ApiKey key)
    {
        NetworkSnapshot now = view.Current;
        Dictionary<string, MinerView> nodes = hub.All.ToDictionary(static miner => miner.Node.ToString(), miner => ViewOf(miner, now));
        Dictionary<string, long> stats = new()
        {
            ["connected"] = nodes.Count,
            ["slots"] = nodes.Values.Sum(static miner => (long)miner.Slots),
            ["busy"] = nodes.Values.Sum(static miner => (long)miner.Busy),
        };
        return context.Response.WriteAsJsonAsync(new MinersView(nodes, stats), ApiJson.Default.MinersView);
    }

    public Task SessionsAsync(HttpContext context, ApiKey key)
    {
        NetworkSnapshot now = view.Current;
        SessionView[] own =
        [
            .. key
                .Sessions.Select(id => now.Sessions.GetValueOrDefault(id))
                .OfType<SessionInfo>()
                .Select(session => sessions.Of(session, now)),
        ];
        return context.Response.WriteAsJsonAsync(new SessionsView(own.Length, own), ApiJson.Default.SessionsView);
    }

    public Task SessionAsync(HttpContext context, ApiKey key)
    {
        NetworkSnapshot now = view.Current;
        return FindSession(context, key, now, out SessionInfo? session) is { } error
            ? ErrorResponses.WriteAsync(context, error)
            : context.Response.WriteAsJsonAsync(sessions.Of(session!, now), ApiJson.Default.SessionView);
    }

    public async Task TasksAsync(HttpContext context, ApiKey key)
    {
        NetworkSnapshot now = view.Current;
        if (FindSession(context, key, now, out SessionInfo? session) is { } error)
        {
            await ErrorResponses.WriteAsync(context, error);
            return;
        }

        // Who lost the answer before it had the task's id, finds the task by its own word for it.
        string? asked = context.Request.Query["client_reference"];
        if (asked is not null && !ClientReferences.Fits(asked))
        {
            await ErrorResponses.WriteAsync(
                context,
                ApiError.Field("client_reference", $"client_reference has 1–{Hash32.Size} bytes of UTF-8.")
            );
            return;
        }

        Hash32 reference = ClientReferences.Of(asked);
        List<TaskDetails> listed = [];
        for (ulong id = session!.TaskCount; id > 0 && listed.Count < MaxListedTasks; id--)
        {
            if (
                now.Tasks.TryGetValue(new TaskKey(session.Id, new TaskId(id)), out QueueTask? task)
                && (asked is null || task.ClientReference == reference)
            )
            {
                listed.Add(await tasks.OfAsync(task, now, context.RequestAborted));
            }
        }

        await context.Response.WriteAsJsonAsync(new TasksView(listed.Count, listed), ApiJson.Default.TasksView);
    }

    public async Task TaskAsync(HttpContext context, ApiKey key)
    {
        NetworkSnapshot now = view.Current;
        ApiError? error = FindSession(context, key, now, out SessionInfo? session);
        QueueTask? task = null;
        if (!RouteNumbers.TryRead(context, "taskId", out ulong? id))
        {
            error ??= ApiError.Field("task_id", "The task in the path is no number.");
        }
        else if (error is null && !now.Tasks.TryGetValue(new TaskKey(session!.Id, new TaskId(id ?? 0)), out task))
        {
            error = ApiError.Of(ErrorCodes.TaskNotFound);
        }

        if (error is not null)
        {
            await ErrorResponses.WriteAsync(context, error);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(await tasks.OfAsync(task!, now, context.RequestAborted), ApiJson.Default.TaskDetails);
        }
    }

    private static ApiError? FindSession(HttpContext context, ApiKey key, NetworkSnapshot now, out SessionInfo? session)
    {
        session = null;
        if (!RouteNumbers.TryRead(context, "sessionId", out ulong? id))
        {
            return ApiError.Field("session_id", "The session in the path is no number.");
        }

        if (!now.Sessions.TryGetValue(new SessionId(id ?? 0), out session))
        {
            return ApiError.Of(ErrorCodes.SessionNotFound);
        }

        return session.Config.IsPublic || key.MayUse(session.Id) ? null : ApiError.Of(ErrorCodes.SessionForbidden);
    }

    private MinerView ViewOf(MinerConnection miner, NetworkSnapshot now)
    {
        PoolNode? node = now.Nodes.GetValueOrDefault(miner.Node);
        return new MinerView(
            miner.Node,
            (node?.State ?? PoolState.None).ToString(),
            node?.Level ?? 0,
            miner.Slots,
            runs.Busy(miner.Node),
            miner.Models,
            miner.Software,
            miner.Work
        );
    }
}
