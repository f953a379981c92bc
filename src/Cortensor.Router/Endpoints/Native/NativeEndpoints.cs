using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Cortensor.Router.Endpoints.Native;

/// <summary>The original's paths.</summary>
internal sealed class NativeEndpoints(ApiKeyFilter gate, CompletionEndpoint completions, ViewEndpoints views)
{
    /// <summary>What <c>about</c> lists; a test compares it with what is mapped.</summary>
    public static IReadOnlyList<string> Catalogue { get; } =
    [
        "GET /api/v1/ping",
        "GET /api/v1/info",
        "GET /api/v1/about",
        "GET /about",
        "GET /api/v1/status",
        "GET /api/v1/miners",
        "GET /api/v1/sessions",
        "GET /api/v1/sessions/{sessionId}",
        "GET /api/v1/tasks/{sessionId}",
        "GET /api/v1/tasks/{sessionId}/{taskId}",
        "POST /api/v1/completions",
        "POST /api/v1/completions/{sessionId}",
        "POST /v1/chat/completions",
        "GET /v1/models",
        "GET /ws/miner",
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.MapGet("/api/v1/ping", views.PingAsync);
        _ = endpoints.MapGet("/api/v1/info", views.InfoAsync);
        _ = endpoints.MapGet("/api/v1/about", views.AboutAsync);
        _ = endpoints.MapGet("/about", views.AboutAsync);
        _ = endpoints.MapGet("/api/v1/status", gate.Guard(views.StatusAsync));
        _ = endpoints.MapGet("/api/v1/miners", gate.Guard(views.MinersAsync));
        _ = endpoints.MapGet("/api/v1/sessions", gate.Guard(views.SessionsAsync));
        _ = endpoints.MapGet("/api/v1/sessions/{sessionId}", gate.Guard(views.SessionAsync));
        _ = endpoints.MapGet("/api/v1/tasks/{sessionId}", gate.Guard(views.TasksAsync));
        _ = endpoints.MapGet("/api/v1/tasks/{sessionId}/{taskId}", gate.Guard(views.TaskAsync));
        _ = endpoints.MapPost("/api/v1/completions", gate.Guard(completions.HandleAsync));
        _ = endpoints.MapPost("/api/v1/completions/{sessionId}", gate.Guard(completions.HandleAsync));
    }
}
