using System.Text;
using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.Testing.Storage;

/// <summary>What every <see cref="IPayloadStore"/> must do.</summary>
public static class PayloadStoreKit
{
    /// <summary>The contract, sentence by sentence. Each needs an empty store.</summary>
    public static IReadOnlyList<KitCheck<IPayloadStore>> Checks { get; } =
    [
        new("What_is_put_comes_back_under_its_sha256", RoundTripAsync),
        new("The_empty_object_has_its_known_digest", EmptyAsync),
        new("The_largest_object_is_taken_and_one_byte_more_is_not", LimitAsync),
        new("What_was_never_put_is_null", MissingAsync),
        new("Putting_twice_changes_nothing", TwiceAsync),
        new("Many_writers_of_the_same_and_of_other_objects_all_succeed", ConcurrentAsync),
        new("Changing_the_callers_buffer_changes_nothing_stored", AliasAsync),
        new("A_cancelled_put_stores_nothing", CancelledAsync),
    ];

    private static async Task RoundTripAsync(IPayloadStore store, CancellationToken cancellationToken)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{\"v\":1}");
        Hash32 digest = await store.PutAsync(bytes, cancellationToken);
        KitFailure.Unless(digest == CanonicalJson.Digest(bytes), "The digest must be sha-256 of the bytes.");
        await ExpectAsync(store, digest, bytes, cancellationToken);
    }

    private static async Task EmptyAsync(IPayloadStore store, CancellationToken cancellationToken)
    {
        Hash32 digest = await store.PutAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        KitFailure.Unless(
            digest == Hash32.Parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            "sha-256 of nothing is known."
        );
        await ExpectAsync(store, digest, [], cancellationToken);
    }

    private static async Task LimitAsync(IPayloadStore store, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[IPayloadStore.MaxBytes + 1];
        Hash32 digest = await store.PutAsync(bytes.AsMemory(1), cancellationToken);
        await ExpectAsync(store, digest, bytes[1..], cancellationToken);
        await KitFailure.UnlessThrowsAsync<ArgumentException>(
            async () => await store.PutAsync(bytes, cancellationToken),
            "One byte more than the largest object must be refused."
        );
        KitFailure.Unless(
            await store.GetAsync(CanonicalJson.Digest(bytes), cancellationToken) is null,
            "What was refused must not be stored."
        );
    }

    private static async Task MissingAsync(IPayloadStore store, CancellationToken cancellationToken) =>
        KitFailure.Unless(await store.GetAsync(CanonicalJson.Digest("x"u8), cancellationToken) is null, "A missing object must be null.");

    private static async Task TwiceAsync(IPayloadStore store, CancellationToken cancellationToken)
    {
        byte[] bytes = [1, 2, 3];
        Hash32 first = await store.PutAsync(bytes, cancellationToken);
        Hash32 second = await store.PutAsync(bytes, cancellationToken);
        KitFailure.Unless(first == second, "The same bytes must have the same digest.");
        await ExpectAsync(store, first, bytes, cancellationToken);
    }

    private static async Task ConcurrentAsync(IPayloadStore store, CancellationToken cancellationToken)
    {
        const int writers = 32;
        const int distinct = 4;
        await Task.WhenAll(
            Enumerable
                .Range(0, writers)
                .Select(i =>
                    Task.Run(
                        async () =>
                        {
                            byte[] bytes = Enumerable.Repeat((byte)(i % distinct), 10_000).ToArray();
                            Hash32 digest = await store.PutAsync(bytes, cancellationToken);
                            await ExpectAsync(store, digest, bytes, cancellationToken);
                        },
                        cancellationToken
                    )
                )
        );
    }

    private static async Task AliasAsync(IPayloadStore store, CancellationToken cancellationToken)
    {
        byte[] bytes = [1, 2, 3];
        Hash32 digest = await store.PutAsync(bytes, cancellationToken);
        bytes[0] = 9;
        await ExpectAsync(store, digest, [1, 2, 3], cancellationToken);
    }

    private static async Task CancelledAsync(IPayloadStore store, CancellationToken cancellationToken)
    {
        byte[] bytes = [4, 5, 6];
        await KitFailure.UnlessThrowsAsync<OperationCanceledException>(
            async () => await store.PutAsync(bytes, new CancellationToken(canceled: true)),
            "A cancelled put must say so."
        );
        KitFailure.Unless(
            await store.GetAsync(CanonicalJson.Digest(bytes), cancellationToken) is null,
            "A cancelled put must store nothing."
        );
    }

    private static async Task ExpectAsync(IPayloadStore store, Hash32 digest, byte[] expected, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? bytes = await store.GetAsync(digest, cancellationToken);
        KitFailure.Unless(
            bytes is { } found && found.Span.SequenceEqual(expected),
            $"{digest} must come back with its {expected.Length} bytes."
        );
    }
}
