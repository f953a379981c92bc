using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Testing.Storage;

/// <summary>What every <see cref="IResultJournal"/> must do.</summary>
public static class ResultJournalKit
{
    private static readonly SessionId One = new(1);
    private static readonly SessionId Two = new(2);

    /// <summary>The contract, sentence by sentence. Each needs an empty journal.</summary>
    public static IReadOnlyList<KitCheck<IResultJournal>> Checks { get; } =
    [
        new("What_is_appended_is_found_with_its_digest", RoundTripAsync),
        new("What_was_never_appended_is_null", MissingAsync),
        new("The_same_result_again_is_already_stored", AgainAsync),
        new("Another_result_of_the_task_is_a_conflict_and_the_first_stays", ConflictAsync),
        new("Sessions_and_tasks_do_not_mix", KeysAsync),
        new("A_removed_result_is_gone_and_its_place_is_free", RemoveAsync),
        new("The_list_is_sorted_and_complete", ListAsync),
        new("A_result_over_the_limit_is_refused", LimitAsync),
        new("Of_many_appends_at_once_for_a_task_exactly_one_is_stored", ConcurrentAsync),
    ];

    private static async Task RoundTripAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        byte[] bytes = [1, 2, 3];
        KitFailure.Unless(
            await journal.AppendAsync(One, new TaskId(1), bytes, cancellationToken) == ResultJournalOutcome.Stored,
            "A first result must be stored."
        );
        bytes[0] = 9;
        await ExpectAsync(journal, One, 1, [1, 2, 3], cancellationToken);
    }

    private static async Task MissingAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        await ExpectAsync(journal, One, 1, null, cancellationToken);
        await journal.RemoveAsync(One, new TaskId(1), cancellationToken);
    }

    private static async Task AgainAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        _ = await journal.AppendAsync(One, new TaskId(1), new byte[] { 1 }, cancellationToken);
        ResultJournalOutcome again = await journal.AppendAsync(One, new TaskId(1), new byte[] { 1 }, cancellationToken);
        KitFailure.Unless(again == ResultJournalOutcome.AlreadyStored, $"The same bytes again must be AlreadyStored, not {again}.");
    }

    private static async Task ConflictAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        _ = await journal.AppendAsync(One, new TaskId(1), new byte[] { 1 }, cancellationToken);
        ResultJournalOutcome other = await journal.AppendAsync(One, new TaskId(1), new byte[] { 2 }, cancellationToken);
        KitFailure.Unless(other == ResultJournalOutcome.Conflict, $"Other bytes must be a Conflict, not {other}.");
        await ExpectAsync(journal, One, 1, [1], cancellationToken);
    }

    private static async Task KeysAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        _ = await journal.AppendAsync(One, new TaskId(2), new byte[] { 12 }, cancellationToken);
        _ = await journal.AppendAsync(Two, new TaskId(1), new byte[] { 21 }, cancellationToken);
        await ExpectAsync(journal, One, 2, [12], cancellationToken);
        await ExpectAsync(journal, Two, 1, [21], cancellationToken);
        await ExpectAsync(journal, Two, 2, null, cancellationToken);
    }

    private static async Task RemoveAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        _ = await journal.AppendAsync(One, new TaskId(1), new byte[] { 1 }, cancellationToken);
        await journal.RemoveAsync(One, new TaskId(1), cancellationToken);
        await ExpectAsync(journal, One, 1, null, cancellationToken);
        ResultJournalOutcome after = await journal.AppendAsync(One, new TaskId(1), new byte[] { 2 }, cancellationToken);
        KitFailure.Unless(after == ResultJournalOutcome.Stored, $"After removal another result must be Stored, not {after}.");
    }

    private static async Task ListAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        foreach ((SessionId session, ulong task) in new[] { (Two, 1UL), (One, 10UL), (One, 2UL) })
        {
            _ = await journal.AppendAsync(session, new TaskId(task), new byte[] { (byte)task }, cancellationToken);
        }

        IReadOnlyList<ResultJournalEntry> list = await journal.ListAsync(cancellationToken);
        KitFailure.Unless(
            list.Select(e => (e.Session.Value, e.Task.Value)).SequenceEqual([(1UL, 2UL), (1UL, 10UL), (2UL, 1UL)]),
            "The list must hold everything, by session and task as numbers."
        );
    }

    private static async Task LimitAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        byte[] largest = new byte[IPayloadStore.MaxBytes];
        _ = await journal.AppendAsync(One, new TaskId(1), largest, cancellationToken);
        await ExpectAsync(journal, One, 1, largest, cancellationToken);
        await KitFailure.UnlessThrowsAsync<ArgumentException>(
            async () => await journal.AppendAsync(One, new TaskId(2), new byte[IPayloadStore.MaxBytes + 1], cancellationToken),
            "One byte more than the largest object must be refused."
        );
    }

    private static async Task ConcurrentAsync(IResultJournal journal, CancellationToken cancellationToken)
    {
        ResultJournalOutcome[] outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    Task.Run(
                        async () => await journal.AppendAsync(One, new TaskId(1), new byte[] { (byte)i }, cancellationToken),
                        cancellationToken
                    )
                )
        );
        KitFailure.Unless(outcomes.Count(o => o == ResultJournalOutcome.Stored) == 1, "Exactly one of many must be stored.");
        KitFailure.Unless(outcomes.Count(o => o == ResultJournalOutcome.Conflict) == 15, "The others must be conflicts.");
    }

    private static async Task ExpectAsync(
        IResultJournal journal,
        SessionId session,
        ulong task,
        byte[]? expected,
        CancellationToken cancellationToken
    )
    {
        ResultJournalEntry? entry = await journal.FindAsync(session, new TaskId(task), cancellationToken);
        bool right = expected is null
            ? entry is null
            : entry is not null && entry.Bytes.Span.SequenceEqual(expected) && entry.Digest == CanonicalJson.Digest(expected);
        KitFailure.Unless(right, $"Task {task} of session {session} is not what was stored.");
    }
}
