using Cortensor.Api;
using Cortensor.Api.OpenAi;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Admission;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;
using Cortensor.Router.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Endpoints.OpenAi;

/// <summary>The paths that OpenAI's clients know.</summary>
internal sealed class OpenAiEndpoints(
    ApiKeyFilter gate,
    AnswerHandler answers,
    ModelNames models,
    INetworkView view,
    IOptions<RouterOptions> options
)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.MapPost("/v1/chat/completions", gate.Guard(ChatAsync));
        _ = endpoints.MapGet("/v1/models", gate.Guard(ModelsAsync));
    }

    private async Task ChatAsync(HttpContext context, ApiKey key)
    {
        (ChatCompletionRequest? request, ApiError? error) = await RequestBody.ReadAsync(
            context,
            ApiJson.Default.ChatCompletionRequest,
            options.Value.MaxBodyBytes
        );
        ClientRequest? clientRequest = null;
        if (request is not null)
        {
            (clientRequest, error) = ChatRequestMapper.Of(request, key);
        }

        if (clientRequest is null)
        {
            await ErrorResponses.WriteAsync(context, error!);
        }
        else
        {
            await answers.HandleAsync(context, clientRequest, new ChatShape(request!.Stream, request.StreamOptions?.IncludeUsage == true));
        }
    }

    private Task ModelsAsync(HttpContext context, ApiKey key)
    {
        NetworkSnapshot network = view.Current;
        IEnumerable<ModelListEntry> entries = key
            .Sessions.Select(id => network.Sessions.GetValueOrDefault(id))
            .OfType<SessionInfo>()
            .Select(session => models.Find(session.Config.ModelId)?.Value)
            .OfType<string>()
            .Distinct()
            .Select(static name => new ModelListEntry(name, "model", 0, "cortensor"));
        return context.Response.WriteAsJsonAsync(
            new ModelList("list", [.. entries]),
            ApiJson.Default.ModelList,
            cancellationToken: context.RequestAborted
        );
    }
}
