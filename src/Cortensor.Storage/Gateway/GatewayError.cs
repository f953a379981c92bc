using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Storage.Gateway;

/// <summary>An error answer: <c>{"error":{"code","message"}}</c>, never cached.</summary>
internal sealed record GatewayError([property: JsonPropertyName("error")] GatewayErrorBody Error)
{
    public static async Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsJsonAsync(new GatewayError(new GatewayErrorBody(code, message)), context.RequestAborted);
        }
    }
}
