namespace Cortensor.Bench.Soak.Load;

/// <summary>How a client takes its answer.</summary>
internal enum Manner
{
    /// <summary>As a stream, as fast as it comes.</summary>
    Streams,

    /// <summary>In one piece at the end.</summary>
    Whole,

    /// <summary>As a stream, and is gone in the middle of it.</summary>
    Leaves,

    /// <summary>As a stream, with long pauses between two looks at it.</summary>
    Slow,
}
