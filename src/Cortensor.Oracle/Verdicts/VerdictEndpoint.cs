using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortensor.Oracle.Verdicts;

/// <summary>Lets people read what this oracle found.</summary>
public static class VerdictEndpoint
{
    /// <summary>Maps <c>GET /verdicts/{session}/{task}</c>.</summary>
    public static IEndpointConventionBuilder MapOracle(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapGet("/verdicts/{session}/{task}", Read);
    }

    private static IResult Read(string session, string task, VerdictStore verdicts) =>
        !ulong.TryParse(session, out ulong sessionNumber) || !ulong.TryParse(task, out ulong taskNumber)
            ? Error("invalid_argument", "Session and task are numbers.", StatusCodes.Status400BadRequest)
        : verdicts.Find(new TaskKey(new SessionId(sessionNumber), new TaskId(taskNumber))) is Verdict verdict
            ? Results.Json(VerdictView.Of(verdict), VerdictJson.Default.VerdictView)
        : Error("verdict_not_found", "This oracle has not judged that task, or not lately.", StatusCodes.Status404NotFound);

    private static IResult Error(string code, string message, int status) =>
        Results.Json(new VerdictErrorBody(new VerdictError(code, message)), VerdictJson.Default.VerdictErrorBody, statusCode: status);
}
