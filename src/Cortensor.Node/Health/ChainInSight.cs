using Cortensor.Chain.Deployment;
using Cortensor.Chain.Views;
using Cortensor.Node.Options;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Node.Health;

/// <summary>The right chain answers, moves, and has been read up to its head.</summary>
internal sealed class ChainInSight(ChainNetworkView view, ChainProbe probe, AddressBook book, NodeOptions options) : IReadyCheck
{
    public string Name => "chain";

    public ValueTask<ReadyFinding> LookAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(view.IsFresh, view.Current.Head.Number, probe.Sight, probe.HeadAge, book.ChainId, options.Chain));

    /// <summary>The first that applies: a wrong chain explains everything after it.</summary>
    internal static ReadyFinding Judge(bool isFresh, ulong read, ChainSight? sight, TimeSpan headAge, ulong chainId, ChainOptions options) => sight switch
    {
        not null when sight.ChainId != chainId => ReadyFinding.Of(ReadyCodes.WrongChain, $"{options.Rpc} now serves chain {sight.ChainId}; the contracts are on chain {chainId}."),
        _ when !isFresh => ReadyFinding.Of(ReadyCodes.ChainUnavailable, $"{options.Rpc} does not answer."),
        not null when sight.Head > read + (ulong)options.MaxBlocksBehind => ReadyFinding.Of(ReadyCodes.ViewBehind, $"Events are read up to block {read}; the chain is at {sight.Head}."),
        not null when options.MaxHeadAgeSeconds > 0 && headAge > TimeSpan.FromSeconds(options.MaxHeadAgeSeconds) =>
            ReadyFinding.Of(ReadyCodes.ChainLagging, $"Block {sight.Head} has been the newest for {headAge.TotalSeconds:0} s."),
        _ => ReadyFinding.Ok,
    };
}
