using System.Collections.Frozen;

namespace Cortensor.Api.Errors;

/// <summary>Every error code of the HTTP surface and of the frames. A golden test freezes the list.</summary>
public static class ErrorCodes
{
    /// <summary>The body is not JSON.</summary>
    public static readonly ErrorCode InvalidJson = new("invalid_json", 400, "The body is not valid JSON in UTF-8.");

    /// <summary>A field is missing, of the wrong type or out of range.</summary>
    public static readonly ErrorCode InvalidRequest = new(
        "invalid_request",
        400,
        "A field is missing, has the wrong type or is out of range; the message names it."
    );

    /// <summary>There is nothing to answer.</summary>
    public static readonly ErrorCode EmptyPrompt = new("empty_prompt", 400, "The prompt is empty or only white space.");

    /// <summary>The text is not well-formed Unicode.</summary>
    public static readonly ErrorCode InvalidText = new("invalid_text", 400, "The prompt is not well-formed Unicode.");

    /// <summary>Prompt and answer do not fit the model.</summary>
    public static readonly ErrorCode ContextLengthExceeded = new(
        "context_length_exceeded",
        400,
        "The prompt does not fit the model's context."
    );

    /// <summary>The key is missing or unknown.</summary>
    public static readonly ErrorCode InvalidApiKey = new(
        "invalid_api_key",
        401,
        "Send Authorization: Bearer KEY with a key of this router."
    );

    /// <summary>The session cannot pay.</summary>
    public static readonly ErrorCode InsufficientBalance = new(
        "insufficient_balance",
        402,
        "The session's free balance is below the ceiling of this task: deposit COR."
    );

    /// <summary>The owner gave this router too little allowance.</summary>
    public static readonly ErrorCode AllowanceExceeded = new(
        "allowance_exceeded",
        402,
        "The router's allowance for this epoch is used up: raise it or sign the task."
    );

    /// <summary>The network's price is above the session's maximum.</summary>
    public static readonly ErrorCode PriceAboveMaximum = new(
        "price_above_maximum",
        402,
        "The network's price is above what the session accepts."
    );

    /// <summary>The key may not use this session.</summary>
    public static readonly ErrorCode SessionForbidden = new("session_forbidden", 403, "This key is not bound to that session.");

    /// <summary>Bytes of somebody else's task.</summary>
    public static readonly ErrorCode PayloadForbidden = new(
        "payload_forbidden",
        403,
        "Only the session's owner, its miners, validators and oracles may read this object."
    );

    /// <summary>No such session.</summary>
    public static readonly ErrorCode SessionNotFound = new("session_not_found", 404, "The session does not exist.");

    /// <summary>No such task.</summary>
    public static readonly ErrorCode TaskNotFound = new("task_not_found", 404, "The task does not exist.");

    /// <summary>No such model here.</summary>
    public static readonly ErrorCode ModelNotFound = new("model_not_found", 404, "No session of this key serves that model.");

    /// <summary>No such path.</summary>
    public static readonly ErrorCode NotFound = new("not_found", 404, "There is nothing at this path.");

    /// <summary>The path knows other methods.</summary>
    public static readonly ErrorCode MethodNotAllowed = new(
        "method_not_allowed",
        405,
        "This path does not answer that method; see the Allow header."
    );

    /// <summary>The session takes no tasks.</summary>
    public static readonly ErrorCode SessionNotActive = new(
        "session_not_active",
        409,
        "The session is not active, or a withdrawal is under way."
    );

    /// <summary>The chain refused the task.</summary>
    public static readonly ErrorCode TaskRefused = new(
        "task_refused",
        409,
        "The chain refused the task; the message holds the contract's reason. No money moved."
    );

    /// <summary>Too many bytes.</summary>
    public static readonly ErrorCode RequestTooLarge = new("request_too_large", 413, "The body is larger than this router accepts.");

    /// <summary>Not JSON by its header.</summary>
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported_media_type", 415, "Send Content-Type: application/json.");

    /// <summary>Too many requests of one key, or connections, at once.</summary>
    public static readonly ErrorCode TooManyRequests = new(
        "too_many_requests",
        429,
        "Too many requests of this key, or connections, at once: end some first."
    );

    /// <summary>Too many requests of one key in a minute.</summary>
    public static readonly ErrorCode RateLimitExceeded = new(
        "rate_limit_exceeded",
        429,
        "This key has used up its requests per minute: try again after Retry-After seconds."
    );

    /// <summary>The router has as many tasks under way as it takes.</summary>
    public static readonly ErrorCode QueueFull = new("queue_full", 429, "The router's queue is full: try again after Retry-After seconds.");

    /// <summary>Too much unconfirmed money.</summary>
    public static readonly ErrorCode ExposureLimit = new(
        "exposure_limit",
        429,
        "Too much of this client's cost is not confirmed on chain yet: try again after Retry-After seconds."
    );

    /// <summary>A bug or a broken world.</summary>
    public static readonly ErrorCode InternalError = new("internal_error", 500, "The router failed; its log has the trace id.");

    /// <summary>Nobody can answer.</summary>
    public static readonly ErrorCode NoMiner = new(
        "no_miner",
        503,
        "Too few miners of the session are connected to this router; the message says how many are needed."
    );

    /// <summary>The router's disk takes nothing.</summary>
    public static readonly ErrorCode StorageFull = new(
        "storage_full",
        503,
        "The router cannot store requests now: try again after Retry-After seconds, or at another router."
    );

    /// <summary>No miner at all is connected.</summary>
    public static readonly ErrorCode NoMinerConnected = new("no_miner_connected", 503, "No miner is connected to this router.");

    /// <summary>Miners are connected, but none with the model.</summary>
    public static readonly ErrorCode NoMinerForModel = new("no_miner_for_model", 503, "No connected miner offers the session's model.");

    /// <summary>Miners are connected, but none may serve the session.</summary>
    public static readonly ErrorCode NoMinerInSession = new(
        "no_miner_in_session",
        503,
        "No connected miner is in the session's node list and eligible."
    );

    /// <summary>The session's miners have their hands full.</summary>
    public static readonly ErrorCode NoMinerFree = new(
        "no_miner_free",
        503,
        "Too few of the session's connected miners have room: try again after Retry-After seconds."
    );

    /// <summary>The chain cannot be reached or lags.</summary>
    public static readonly ErrorCode ChainUnavailable = new("chain_unavailable", 503, "The router does not see the chain at the moment.");

    /// <summary>The router is going down.</summary>
    public static readonly ErrorCode ShuttingDown = new("shutting_down", 503, "The router is stopping: ask another one.");

    /// <summary>Every miner failed.</summary>
    public static readonly ErrorCode MinersFailed = new(
        "miners_failed",
        502,
        "Every miner that was asked failed; unused money is refunded when the task ends."
    );

    /// <summary>A client that takes nothing of its stream. For logs and metrics: who does not read cannot be told.</summary>
    public static readonly ErrorCode ClientTooSlow = new(
        "client_too_slow",
        408,
        "The client took nothing of its stream for too long and was cut off; the task goes on."
    );

    /// <summary>No answer in time.</summary>
    public static readonly ErrorCode Timeout = new("timeout", 504, "No answer in time; the reserved money is refunded when the task ends.");

    /// <summary>A frame that cannot be read or is not allowed now.</summary>
    public static readonly ErrorCode InvalidFrame = new(
        "invalid_frame",
        400,
        "The frame is malformed, too large or not allowed at this point."
    );

    /// <summary>Frames that nobody waits for, too many of them.</summary>
    public static readonly ErrorCode FrameFlood = new("frame_flood", 429, "Too many frames that no task waits for.");

    /// <summary>A node that may not connect.</summary>
    public static readonly ErrorCode NodeRefused = new("node_refused", 403, "The node's signature, role or version is not accepted.");

    /// <summary>All codes by name.</summary>
    public static FrozenDictionary<string, ErrorCode> All { get; } =
        typeof(ErrorCodes)
            .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(field => field.FieldType == typeof(ErrorCode))
            .Select(field => (ErrorCode)field.GetValue(null)!)
            .ToFrozenDictionary(code => code.Code);
}
