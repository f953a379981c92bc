using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Chain.Views;
using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Node.Health;

/// <summary>The right chain answers, moves, and has been read up to its head.</summary>
internal sealed class ChainReachable(ChainNetworkView view, ChainProbe probe, RpcPool pool, AddressBook book, NodeOptions options)
    : IReadyCheck
{
    public string Name => "chain";

    public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            Evaluate(view.IsFresh, view.Current.Head.Number, probe.Status, probe.HeadAge, pool.Health, book.ChainId, options.Chain)
        );

    /// <summary>The first that applies: a wrong chain explains everything after it.</summary>
    internal static ReadyFinding Evaluate(
        bool isFresh,
        ulong read,
        ChainStatus? status,
        TimeSpan headAge,
        IReadOnlyList<RpcEndpointHealth> endpoints,
        ulong chainId,
        ChainOptions options
    ) =>
        status switch
        {
            _ when endpoints.Count > 0 && endpoints.All(static endpoint => endpoint.Fault == RpcFault.WrongChain) => ReadyFinding.Of(
                ReadyCodes.WrongChain,
                $"Every endpoint serves another chain than {chainId}, where the contracts are: {Describe(endpoints)}."
            ),
            _ when !isFresh => ReadyFinding.Of(ReadyCodes.ChainUnavailable, $"No endpoint answers: {Describe(endpoints)}."),
            not null when status.Head > read + (ulong)options.MaxBlocksBehind => ReadyFinding.Of(
                ReadyCodes.ViewBehind,
                $"Events are read up to block {read}; the chain is at {status.Head}."
            ),
            not null when options.MaxHeadAgeSeconds > 0 && headAge > TimeSpan.FromSeconds(options.MaxHeadAgeSeconds) => ReadyFinding.Of(
                ReadyCodes.ChainLagging,
                $"Block {status.Head} has been the newest for {headAge.TotalSeconds:0} s."
            ),
            _ => ReadyFinding.Ok,
        };

    private static string Describe(IReadOnlyList<RpcEndpointHealth> endpoints) =>
        string.Join(", ", endpoints.Select(static endpoint => $"{endpoint.Endpoint} ({endpoint.Fault?.ToString() ?? "well"})"));
}
