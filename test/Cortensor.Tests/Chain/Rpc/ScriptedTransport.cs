using System.Text.Json;
using Cortensor.Chain.Rpc;

namespace Cortensor.Tests.Chain.Rpc;

/// <summary>Answers by a function from method to JSON, which may throw what a transport throws.</summary>
internal sealed class ScriptedTransport(Func<string, string> answer) : IRpcTransport
{
    private int _calls;

    public Func<string, string> Answer { get; set; } = answer;

    /// <summary>Calls other than those by which a pool compares its endpoints.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default)
    {
        _ = method == "eth_getBlockByNumber" ? 0 : Interlocked.Increment(ref _calls);
        try
        {
            using JsonDocument document = JsonDocument.Parse(Answer(method));
            return Task.FromResult(document.RootElement.Clone());
        }
        catch (Exception failure) when (failure is RpcUnreachableException or JsonRpcException)
        {
            return Task.FromException<JsonElement>(failure);
        }
    }
}
