namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>What a <see cref="FaultProxy"/> does to one exchange.</summary>
internal enum ProxyFault
{
    /// <summary>Passes it on.</summary>
    None,

    /// <summary>Cuts the connection before the request gets anywhere.</summary>
    DropRequest,

    /// <summary>Cuts the connection after the node has carried the request out.</summary>
    DropAnswer,

    /// <summary>Carries the request out and never answers.</summary>
    Stall,

    /// <summary>Says that it took the transaction, and throws it away.</summary>
    Swallow,

    /// <summary>429 with <c>Retry-After: 1</c>.</summary>
    RateLimit,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>Half of the answer.</summary>
    Truncate,

    /// <summary>The answer to another request.</summary>
    WrongId,

    /// <summary>More than anybody should read.</summary>
    Huge,
}
