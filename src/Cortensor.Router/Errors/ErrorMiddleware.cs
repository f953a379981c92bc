using Cortensor.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cortensor.Router.Errors;

/// <summary>
/// The last net: what no endpoint answered becomes a coded JSON error, and a bug becomes <c>internal_error</c> with the trace id that the
/// log has.
/// </summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The client is gone; there is nobody to answer.
        }
        catch (BadHttpRequestException exception)
        {
            await AnswerAsync(
                context,
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? ApiError.Of(ErrorCodes.RequestTooLarge)
                    : new ApiError(ErrorCodes.InvalidRequest, exception.Message)
            );
            return;
        }
        catch (Exception exception)
        {
            Log.RequestFailed(logger, context.Request.Method, context.Request.Path, context.TraceIdentifier, exception);
            if (context.Response.HasStarted)
            {
                throw; // Kestrel breaks the connection: the client must not take half an answer for a whole one.
            }

            await AnswerAsync(
                context,
                new ApiError(ErrorCodes.InternalError, $"{ErrorCodes.InternalError.Meaning} Trace id: {context.TraceIdentifier}.")
            );
            return;
        }

        if (context.Response.HasStarted || context.Response.ContentLength is > 0 || context.Response.ContentType is not null)
        {
            return;
        }

        if (context.Response.StatusCode == StatusCodes.Status404NotFound)
        {
            await AnswerAsync(context, ApiError.Of(ErrorCodes.NotFound));
        }
        else if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            await AnswerAsync(context, ApiError.Of(ErrorCodes.MethodNotAllowed));
        }
    }

    private static Task AnswerAsync(HttpContext context, ApiError error) =>
        context.Response.HasStarted ? Task.CompletedTask : ErrorResponses.WriteAsync(context, error);
}
