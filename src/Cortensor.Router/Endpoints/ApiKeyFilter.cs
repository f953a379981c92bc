using Cortensor.Api.Errors;
using Cortensor.Router.Errors;
using Cortensor.Router.Keys;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Router.Endpoints;

/// <summary>Lets requests with a known key through and answers the others.</summary>
internal sealed class ApiKeyFilter(ApiKeyStore keys)
{
    public RequestDelegate Guard(Func<HttpContext, ApiKey, Task> endpoint) =>
        context =>
            keys.Find(context.Request) is { } key
                ? endpoint(context, key)
                : ErrorResponses.WriteAsync(context, ApiError.Of(ErrorCodes.InvalidApiKey));
}
