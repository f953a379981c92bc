namespace Cortensor.Bench.Soak.Load;

/// <summary>How a request ended for its client.</summary>
internal enum AttemptEnd
{
    /// <summary>A whole answer.</summary>
    Answered,

    /// <summary>An error with a code of ours.</summary>
    Refused,

    /// <summary>The connection was refused or cut.</summary>
    Broken,

    /// <summary>The client went away by itself.</summary>
    Left,

    /// <summary>Nothing at all came for longer than any deadline.</summary>
    Hung,

    /// <summary>Something that no client can make sense of.</summary>
    Unclear,
}
