using Cortensor.Api;
using Cortensor.Api.Native;
using Cortensor.Primitives;
using Cortensor.Router.Admission;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Endpoints.Native;

/// <summary><c>POST /api/v1/completions[/{sessionId}]</c>.</summary>
internal sealed class CompletionEndpoint(AnswerHandler answers, IOptions<RouterOptions> options)
{
    public async Task HandleAsync(HttpContext context, ApiKey key)
    {
        if (!RouteNumbers.TryRead(context, "sessionId", out ulong? session))
        {
            await ErrorResponses.WriteAsync(context, ApiError.Field("session_id", "The session in the path is no number."));
            return;
        }

        (CompletionRequest? request, ApiError? error) = await RequestBody.ReadAsync(
            context,
            ApiJson.Default.CompletionRequest,
            options.Value.MaxBodyBytes
        );
        ClientRequest? clientRequest = null;
        if (request is not null)
        {
            (clientRequest, error) = NativeRequestMapper.Of(request, session is ulong id ? new SessionId(id) : null, key);
        }

        if (clientRequest is null)
        {
            await ErrorResponses.WriteAsync(context, error!);
        }
        else
        {
            await answers.HandleAsync(context, clientRequest, new CompletionShape(request!.Stream));
        }
    }
}
