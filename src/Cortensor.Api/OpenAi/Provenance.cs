using Cortensor.Primitives;

namespace Cortensor.Api.OpenAi;

/// <summary>Where an answer came from and what it may cost: the <c>cortensor</c> object of the last chunk.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="Miners">Miners asked, the streaming one first.</param>
/// <param name="Verdict"><c>pending</c>, <c>VALID</c>, <c>INVALID</c>, or <c>none</c> for sessions without proof.</param>
/// <param name="Ceiling">Wei reserved; at most this is charged.</param>
/// <param name="RequestCid">CID of the request object.</param>
/// <param name="ResultCid">CID of the streaming miner's result object, once known.</param>
/// <param name="TaskUrl">Where the rest can be followed.</param>
public sealed record Provenance(
    SessionId Session,
    TaskId Task,
    IReadOnlyList<Address> Miners,
    string Verdict,
    TokenAmount Ceiling,
    string RequestCid,
    string? ResultCid,
    string TaskUrl
);
