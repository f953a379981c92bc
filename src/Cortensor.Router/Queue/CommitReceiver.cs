using Cortensor.Api.Errors;
using Cortensor.Api.Frames;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Cortensor.Router.Access;
using Cortensor.Router.Miners;
using Microsoft.Extensions.Logging;

namespace Cortensor.Router.Queue;

/// <summary>
/// Takes a miner's result object, checks that it is what it says, stores it and answers <c>stored</c>. Works after a restart: the chain
/// knows the task.
/// </summary>
internal sealed class CommitReceiver(
    TaskRuns runs,
    INetworkView view,
    IPayloadStore store,
    ResultOwners owners,
    ILogger<CommitReceiver> logger
)
{
    /// <summary>What one miner may store for one task: its result, and those it had to make again after a take-over.</summary>
    private const int MaxResults = 4;

    /// <summary>False when it was refused for what it is.</summary>
    public async Task<bool> ReceiveAsync(MinerConnection connection, CommitFrame frame, CancellationToken cancellationToken)
    {
        TaskKey key = new(frame.Session, frame.Task);
        if (Read(connection.Node, key, frame, out ReadOnlyMemory<byte> bytes) is { } fault)
        {
            Refuse(connection, key, ErrorCodes.InvalidFrame, fault);
            return false;
        }

        try
        {
            Hash32 digest = await store.PutAsync(bytes, cancellationToken);
            owners.Add(digest, key, connection.Node);
            Log.ResultStored(logger, key.Session, key.Task, connection.Node, digest);
            _ = connection.TrySend(new StoredFrame(frame.Session, frame.Task, digest));
        }
        catch (IOException exception)
        {
            Log.ResultNotStored(logger, key, connection.Node, exception);
            Refuse(connection, key, ErrorCodes.InternalError, "The result could not be stored; send it again.");
        }

        return true;
    }

    private string? Read(Address miner, TaskKey key, CommitFrame frame, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (!IsAssigned(miner, key))
        {
            return "This miner is not assigned to the task.";
        }

        byte[] decoded = new byte[frame.Result.Length * 3 / 4];
        if (!Convert.TryFromBase64String(frame.Result, decoded, out int length) || length > IPayloadStore.MaxBytes)
        {
            return $"The result is not base64 of at most {IPayloadStore.MaxBytes} bytes.";
        }

        bytes = decoded.AsMemory(0, length);
        if (CanonicalJson.Digest(bytes.Span) != frame.ResultDigest)
        {
            return "The result has another digest.";
        }

        if (owners.HasOthers(key, miner, frame.ResultDigest, MaxResults))
        {
            return $"At most {MaxResults} results of one miner are kept for a task.";
        }

        try
        {
            ResultObject result = ResultObject.Decode(bytes);
            return result.Session != key.Session || result.Task != key.Task || result.Miner != miner
                ? "The result is of another task or miner."
                : null;
        }
        catch (CanonicalJsonException exception)
        {
            return exception.Message;
        }
    }

    private bool IsAssigned(Address miner, TaskKey key) =>
        (view.Current.Tasks.TryGetValue(key, out QueueTask? task) && task.Slots.Any(slot => slot.Miner == miner))
        || runs.Find(key)?.Plan.Assigned.Contains(miner) == true;

    private void Refuse(MinerConnection connection, TaskKey key, ErrorCode code, string fault)
    {
        Log.FrameRefused(logger, connection.Node, fault);
        _ = connection.TrySend(new ErrorFrame(code.Code, fault, key.Session, key.Task));
    }
}
