using Cortensor.Api.Errors;

namespace Cortensor.Router.Errors;

/// <summary>Why a request is not answered: a value, with a stable code.</summary>
internal sealed record ApiError(ErrorCode Code, string Message)
{
    /// <summary>The field at fault.</summary>
    public string? Param { get; init; }

    /// <summary>When to try again.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Where the task can be followed, when one exists.</summary>
    public string? TaskUrl { get; init; }

    public static ApiError Of(ErrorCode code) => new(code, code.Meaning);

    public static ApiError Field(string param, string message) => new(ErrorCodes.InvalidRequest, message) { Param = param };

    public ErrorEnvelope ToEnvelope() => new(new ErrorBody(Message, TypeOf(Code.Status), Param, Code.Code, TaskUrl));

    private static string TypeOf(int status) =>
        status switch
        {
            401 or 403 => "authentication_error",
            402 => "insufficient_funds",
            429 => "rate_limit_error",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        };
}
