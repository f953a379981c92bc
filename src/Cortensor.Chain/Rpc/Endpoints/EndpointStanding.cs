namespace Cortensor.Chain.Rpc.Endpoints;

/// <summary>What the last comparison of the endpoints said about one of them.</summary>
internal enum EndpointStanding
{
    /// <summary>Nothing speaks against it.</summary>
    Good,

    /// <summary>Too far behind.</summary>
    Lagging,

    /// <summary>Tells another chain than the others.</summary>
    Forked,

    /// <summary>Serves another chain id.</summary>
    WrongChain,
}
