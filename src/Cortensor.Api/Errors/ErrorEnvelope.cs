namespace Cortensor.Api.Errors;

/// <summary>
/// The OpenAI error envelope: <c>{"error": {"message", "type", "param", "code"}}</c>. Native paths answer the same body, so one parser
/// serves both.
/// </summary>
/// <param name="Error">The error.</param>
public sealed record ErrorEnvelope(ErrorBody Error);

/// <summary>One error.</summary>
/// <param name="Message">For people.</param>
/// <param name="Type">
/// <c>invalid_request_error</c>, <c>authentication_error</c>, <c>insufficient_funds</c>, <c>rate_limit_error</c> or <c>server_error</c>.
/// </param>
/// <param name="Param">The field at fault, if one is.</param>
/// <param name="Code">Stable code, see <see cref="ErrorCodes"/>.</param>
/// <param name="TaskUrl">Where the task can be followed, when one exists.</param>
public sealed record ErrorBody(string Message, string Type, string? Param, string Code, string? TaskUrl = null);
