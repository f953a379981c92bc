using System.Text.Json;
using Cortensor.Chain.Contracts;
using Cortensor.Primitives;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>View calls that travel together.</summary>
internal sealed class QueryBatch
{
    private readonly List<RpcQuestion> _questions = [];
    private IReadOnlyList<JsonElement> _answers = [];

    /// <summary>
    /// Adds a call; the result reads its answer once the batch was sent. It is false, with a default value, when the contract reverted.
    /// </summary>
    public Func<(bool Known, TResult Value)> Add<TResult>(Address contract, IContractQuery<TResult> query)
    {
        int index = _questions.Count;
        _questions.Add(new RpcQuestion("eth_call", new { to = contract.ToString(), data = Hex.Encode(query.Encode()) }, "latest"));
        return () =>
            _answers[index].TryGetProperty("result", out JsonElement result)
                ? (true, query.DecodeResult(Hex.Decode(result.GetString()!)))
                : (false, default!);
    }

    public async Task SendAsync(RpcBatch rpc, CancellationToken cancellationToken) =>
        _answers = await rpc.SendAsync(_questions, cancellationToken);
}
