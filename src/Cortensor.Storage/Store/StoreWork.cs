using Microsoft.Data.Sqlite;

namespace Cortensor.Storage.Store;

/// <summary>What a caller wants done in a transaction of the store, and its answer.</summary>
internal abstract class StoreWork
{
    /// <summary>Does it; again when the transaction of several works failed.</summary>
    public abstract void Run(SqliteConnection connection);

    /// <summary>The transaction is on the disk: the caller gets the answer.</summary>
    public abstract void Succeed();

    /// <summary>The transaction failed and left nothing.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class StoreWork<T>(Func<SqliteConnection, T> work) : StoreWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _answer = default!;

    public Task<T> Done => _done.Task;

    public override void Run(SqliteConnection connection) => _answer = work(connection);

    public override void Succeed() => _done.SetResult(_answer);

    public override void Fail(Exception exception) => _done.SetException(exception);
}
