namespace Cortensor.Router.Admission;

/// <summary>When a request without streaming is answered.</summary>
internal enum WaitFor
{
    /// <summary>When the text is complete.</summary>
    Answer = 0,

    /// <summary>When every open slot has precommitted on chain.</summary>
    Precommit = 1,

    /// <summary>When every slot of the precommit set has committed on chain.</summary>
    Commit = 2,

    /// <summary>When the task has ended on chain.</summary>
    Ended = 3,
}
