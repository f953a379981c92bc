namespace Cortensor.Bench.Soak.Trouble;

/// <summary>How a process ended.</summary>
internal enum BlowManner
{
    /// <summary>kill −9.</summary>
    Killed,

    /// <summary>Asked to stop; the chain saves its state then, so that no block is lost.</summary>
    Stopped,

    /// <summary>By itself: nobody wanted it.</summary>
    ByItself,
}
