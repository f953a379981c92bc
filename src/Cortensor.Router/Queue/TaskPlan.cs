using System.Collections.Immutable;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Streaming;

namespace Cortensor.Router.Queue;

/// <summary>Everything that is fixed about a task before its first frame.</summary>
internal sealed record TaskPlan
{
    public required TaskReservation TaskReservation { get; init; }

    public TaskKey Key => TaskReservation.Task;

    public required ModelId Model { get; init; }

    public required Hash32 RequestDigest { get; init; }

    public required ReadOnlyMemory<byte> Request { get; init; }

    public required Hash32 SelectionSeed { get; init; }

    /// <summary>Node list indexes of the assigned miners.</summary>
    public required ImmutableArray<byte> Nodes { get; init; }

    /// <summary>The assigned miners, in the verifiable order; the first streams.</summary>
    public required ImmutableArray<Address> Assigned { get; init; }

    /// <summary>Who comes next in the order, connected at planning time or not.</summary>
    public required ImmutableArray<Address> Spares { get; init; }

    public required TokenAmount Ceiling { get; init; }

    public required uint MaxTokens { get; init; }

    public required Hash32 ClientReference { get; init; }

    public TaskSubmission Submission =>
        new(Key, RequestDigest, Ceiling, MaxTokens, TaskReservation.Reveal, Nodes, TaskAuthority.None, ClientReference);

    /// <summary>
    /// What a miner is asked. One that is elected to stream goes on from <paramref name="streamed"/>; null for the others.
    /// </summary>
    public TaskFrame FrameFor(AnswerRecord? streamed, string? traceparent) =>
        new(
            Key.Session,
            Key.Task,
            RequestDigest,
            Convert.ToBase64String(Request.Span),
            SelectionSeed,
            streamed is not null,
            streamed?.Tokens ?? [],
            streamed?.Segments ?? [],
            streamed?.Text ?? string.Empty,
            traceparent
        );
}
