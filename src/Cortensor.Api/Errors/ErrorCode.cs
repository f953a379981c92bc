namespace Cortensor.Api.Errors;

/// <summary>
/// One way a request can fail. The code is the same in the API error, the log and the metric tag, and never changes its meaning.
/// </summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Meaning">What it means and what the caller can do.</param>
public sealed record ErrorCode(string Code, int Status, string Meaning)
{
    /// <inheritdoc/>
    public override string ToString() => Code;
}
