using System.Text.Json;
using Cortensor.Chain.Rpc;

namespace Cortensor.Tests.Chain.Rpc;

/// <summary>Loses what a test tells it to lose: the request before it arrives, or the answer on its way back.</summary>
internal sealed class LossyTransport(IRpcTransport inner, Func<string, int, Loss> lose) : IRpcTransport
{
    private readonly Dictionary<string, int> _calls = [];
    private readonly Lock _lock = new();

    public int CallsOf(string method)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(method);
        }
    }

    public async Task<JsonElement> CallAsync(
        string method,
        IReadOnlyList<object?> parameters,
        CancellationToken cancellationToken = default
    )
    {
        int count;
        lock (_lock)
        {
            count = _calls[method] = _calls.GetValueOrDefault(method) + 1;
        }

        Loss loss = lose(method, count);
        if (loss == Loss.Request)
        {
            throw new RpcUnreachableException(method, "the test lost the request");
        }

        JsonElement answer = await inner.CallAsync(method, parameters, cancellationToken);
        return loss == Loss.Answer ? throw new RpcUnreachableException(method, "the test lost the answer") : answer;
    }
}
