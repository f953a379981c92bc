namespace Cortensor.Protocol.Queue;

/// <summary>Why a task failed. Same members and order as in ISessionQueue.sol.</summary>
public enum FailReason
{
    /// <summary>Nobody assigned miners in time, or no round found one.</summary>
    NotAssigned = 0,

    /// <summary>The rounds ended below the quorum of precommits.</summary>
    TooFewPrecommits = 1,

    /// <summary>The commit deadline passed below the quorum of commits.</summary>
    TooFewCommits = 2,

    /// <summary>The oracle found no quorum of answers that agree.</summary>
    NoAgreement = 3,

    /// <summary>Committed, but not completed before the completion deadline.</summary>
    NotCompleted = 4,
}
