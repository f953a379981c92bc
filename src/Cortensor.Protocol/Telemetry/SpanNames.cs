namespace Cortensor.Protocol.Telemetry;

/// <summary>
/// The names of spans and of their attributes. Attributes are ids, counts and codes: never a key, an address of a client, or text of a
/// client or a model.
/// </summary>
public static class SpanNames
{
    /// <summary>Router: a client's request, from its headers to the last byte of the answer.</summary>
    public const string Request = "router.request";

    /// <summary>Router: the questions of admission, and the request object.</summary>
    public const string Admission = "router.admission";

    /// <summary>Router: a task from its first frame to the end of its stream and submit.</summary>
    public const string RouterTask = "router.task";

    /// <summary>Router: the submit on chain.</summary>
    public const string Submit = "router.submit";

    /// <summary>Miner: a task from the router's order until the miner leaves it.</summary>
    public const string MinerTask = "miner.task";

    /// <summary>Miner: a move on chain; the name of the move follows.</summary>
    public const string MinerMove = "miner.";

    /// <summary>Engine: an answer being made.</summary>
    public const string Generate = "engine.generate";

    /// <summary>Oracle: judging the answers of a task.</summary>
    public const string Verdict = "oracle.verdict";

    /// <summary>Oracle: a move on chain; the name of the move follows.</summary>
    public const string OracleMove = "oracle.";

    /// <summary>Attribute: session id, decimal.</summary>
    public const string Session = "cortensor.session";

    /// <summary>Attribute: task id within the session, decimal.</summary>
    public const string Task = "cortensor.task";

    /// <summary>Attribute: block of the move.</summary>
    public const string Block = "cortensor.block";

    /// <summary>Attribute: how many miners a task has.</summary>
    public const string Miners = "cortensor.miners";

    /// <summary>Attribute: whether the answers of a task agree.</summary>
    public const string Agreed = "cortensor.agreed";

    /// <summary>Attribute: the stable code of an error or a refusal (OpenTelemetry's name).</summary>
    public const string Error = "error.type";
}
