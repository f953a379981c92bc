using System.Globalization;
using Cortensor.Api;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Router.Errors;

/// <summary>Writes errors as every path answers them.</summary>
internal static class ErrorResponses
{
    public static async Task WriteAsync(HttpContext context, ApiError error)
    {
        HttpResponse response = context.Response;
        response.StatusCode = error.Code.Status;
        response.Headers.CacheControl = "no-store";
        if (error.RetryAfterSeconds is int seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (error.Code.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        await response.WriteAsJsonAsync(error.ToEnvelope(), ApiJson.Default.ErrorEnvelope, cancellationToken: context.RequestAborted);
    }
}
