namespace Cortensor.Storage.Gateway;

/// <summary>Stable codes in the gateway's error answers.</summary>
public static class GatewayCodes
{
    /// <summary>400: the path holds no CID of a kind used here.</summary>
    public const string InvalidCid = "cid_invalid";

    /// <summary>403: the caller may not read the block, if it is here at all.</summary>
    public const string Denied = "payload_access_denied";

    /// <summary>404: the block is not here.</summary>
    public const string NotFound = "block_not_found";

    /// <summary>406: neither a raw block nor a CAR was asked for.</summary>
    public const string NotAcceptable = "format_not_acceptable";

    /// <summary>500: the block is here but damaged.</summary>
    public const string Corrupt = "block_corrupt";

    /// <summary>500: the disk failed.</summary>
    public const string StorageFailed = "storage_failed";
}
