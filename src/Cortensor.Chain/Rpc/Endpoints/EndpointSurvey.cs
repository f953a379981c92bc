using System.Text.Json;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Rpc.Endpoints;

/// <summary>Compares the endpoints with each other: how high they are, and whether they tell the same chain.</summary>
internal sealed class EndpointSurvey(IReadOnlyList<RpcEndpoint> endpoints, RpcPoolOptions options, ILogger logger)
{
    private (ulong Number, Hash32 Hash)? _anchor;

    /// <summary>One comparison. Endpoints that do not answer keep the standing they had.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        BlockHeader?[] heads = await Task.WhenAll(endpoints.Select(endpoint => AskAsync(endpoint, BlockTag.Latest, cancellationToken)));
        ulong[] heights = [.. heads.OfType<BlockHeader>().Select(static head => head.Number)];
        if (heights.Length == 0)
        {
            return;
        }

        ulong reference = HeadVote.Reference(heights);
        bool[] isUpToDate = [.. heads.Select(head => head is not null && !HeadVote.IsLagging(head.Number, reference, options.MaxLag))];
        ulong common = heads.Where((_, index) => isUpToDate[index]).Min(static head => head!.Number);
        Hash32?[] told = await Task.WhenAll(
            endpoints.Select(
                (endpoint, index) => isUpToDate[index] ? HashAsync(endpoint, common, cancellationToken) : Task.FromResult<Hash32?>(null)
            )
        );
        Hash32? winner = HeadVote.Winner(told, await KeptAsync(told, cancellationToken));
        _anchor = winner is { } agreed ? (common, agreed) : _anchor;
        for (int index = 0; index < endpoints.Count; index++)
        {
            Judge(endpoints[index], heads[index], isUpToDate[index], told[index] is { } hash && hash != winner);
        }
    }

    private void Judge(RpcEndpoint endpoint, BlockHeader? head, bool isUpToDate, bool isForked)
    {
        if (head is null)
        {
            return;
        }

        EndpointStanding standing =
            !isUpToDate ? EndpointStanding.Lagging
            : isForked ? EndpointStanding.Forked
            : EndpointStanding.Good;
        if (!endpoint.Judge(standing, head.Number))
        {
            return;
        }

        if (standing == EndpointStanding.Good)
        {
            Log.EndpointReturned(logger, endpoint.Name, head.Number);
        }
        else
        {
            Log.EndpointDemoted(logger, endpoint.Name, standing, head.Number);
        }
    }

    // Only where they disagree: who still tells the block that was agreed on last time?
    private async Task<bool[]> KeptAsync(Hash32?[] told, CancellationToken cancellationToken)
    {
        if (_anchor is not { } anchor || told.OfType<Hash32>().Distinct().Count() < 2)
        {
            return new bool[told.Length];
        }

        return await Task.WhenAll(
            endpoints.Select(
                async (endpoint, index) =>
                    told[index] is not null && await HashAsync(endpoint, anchor.Number, cancellationToken) == anchor.Hash
            )
        );
    }

    private static async Task<Hash32?> HashAsync(RpcEndpoint endpoint, ulong number, CancellationToken cancellationToken) =>
        (await AskAsync(endpoint, BlockTag.At(number), cancellationToken))?.Hash;

    private static async Task<BlockHeader?> AskAsync(RpcEndpoint endpoint, BlockTag tag, CancellationToken cancellationToken)
    {
        if (endpoint.OrderedPause > TimeSpan.Zero)
        {
            return null;
        }

        try
        {
            return await endpoint.ReadAsync("eth_getBlockByNumber", [tag.ToString(), false], HeaderOrNull, cancellationToken);
        }
        catch (Exception failure) when (failure is RpcUnreachableException or JsonRpcException)
        {
            return null;
        }
    }

    private static BlockHeader? HeaderOrNull(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object ? RpcReaders.Header(block) : null;
}
