namespace Cortensor.Storage;

/// <summary>What the bytes behind a CID are (multicodec numbers).</summary>
public enum CidCodec
{
    /// <summary>Plain bytes.</summary>
    Raw = 0x55,

    /// <summary>A node of links and data; UnixFS files larger than one chunk.</summary>
    DagPb = 0x70,
}
