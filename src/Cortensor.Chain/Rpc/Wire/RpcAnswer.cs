using System.Text.Json;

namespace Cortensor.Chain.Rpc.Wire;

/// <summary>What became of one question: a result, or the reason why there is none.</summary>
internal readonly record struct RpcAnswer(JsonElement Result, Exception? Failure)
{
    public static RpcAnswer Of(JsonElement result) => new(result, null);

    public static RpcAnswer Of(Exception failure) => new(default, failure);
}
