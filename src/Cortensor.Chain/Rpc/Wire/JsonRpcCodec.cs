using System.Text.Json;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc.Wire;

/// <summary>JSON-RPC 2.0 requests and answers, alone and in batches.</summary>
internal static class JsonRpcCodec
{
    public static byte[] Encode(long id, RpcCall call) => JsonSerializer.SerializeToUtf8Bytes(Request(id, call));

    /// <summary>A batch whose ids count up from <paramref name="firstId"/>.</summary>
    public static byte[] EncodeBatch(long firstId, IReadOnlyList<RpcCall> calls) =>
        JsonSerializer.SerializeToUtf8Bytes(calls.Select((call, index) => Request(firstId + index, call)));

    /// <summary>
    /// The answer to one request. The body decides, whatever the status is: nodes answer errors with and without a 4xx or 5xx.
    /// </summary>
    public static RpcAnswer Read(RpcCall call, long id, ReadOnlyMemory<byte> body, int status)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return ReadOne(call, id, document.RootElement);
        }
        catch (JsonException malformed)
        {
            return Garbage(call, $"HTTP {status} with a body that is no JSON", malformed);
        }
    }

    /// <summary>The answers in the order of the questions, whatever order they came in.</summary>
    /// <exception cref="BatchRefusedException">The answer is one refusal of the whole.</exception>
    public static RpcAnswer[] ReadBatch(IReadOnlyList<RpcCall> calls, long firstId, ReadOnlyMemory<byte> body, int status)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
            {
                return Match(calls, firstId, root);
            }

            RpcAnswer whole = ReadOne(calls[0], firstId, root);
            return whole.Failure is JsonRpcException refused
                ? throw new BatchRefusedException(calls.Count, refused.NodeMessage)
                :
                [
                    .. calls.Select(call =>
                        whole.Failure is RpcUnreachableException { Fault: RpcFault.RateLimited }
                            ? whole
                            : Garbage(call, "a batch was answered with a single answer")
                    ),
                ];
        }
        catch (JsonException) when (status is >= 400 and < 500)
        {
            throw new BatchRefusedException(calls.Count, $"HTTP {status}");
        }
        catch (JsonException malformed)
        {
            return [.. calls.Select(call => Garbage(call, $"HTTP {status} with a body that is no JSON", malformed))];
        }
    }

    private static RpcAnswer[] Match(IReadOnlyList<RpcCall> calls, long firstId, JsonElement answers)
    {
        RpcAnswer?[] matched = new RpcAnswer?[calls.Count];
        foreach (JsonElement answer in answers.EnumerateArray())
        {
            long place = IdOf(answer) is { } id ? id - firstId : -1;
            if (place >= 0 && place < calls.Count)
            {
                matched[place] ??= ReadOne(calls[(int)place], firstId + place, answer);
            }
        }

        return [.. calls.Select((call, index) => matched[index] ?? Garbage(call, "the batch came back without an answer to this call"))];
    }

    private static RpcAnswer ReadOne(RpcCall call, long id, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Garbage(call, "the answer is no object");
        }

        long? answered = IdOf(root);
        if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
        {
            // A request that could not be parsed is answered with the id null (JSON-RPC 2.0 section 5).
            return answered is null || answered == id ? ReadError(call, error) : Garbage(call, "the answer belongs to another request");
        }

        return answered != id ? Garbage(call, "the answer belongs to another request")
            : root.TryGetProperty("result", out JsonElement result) ? RpcAnswer.Of(result.Clone())
            : Garbage(call, "the answer has neither result nor error");
    }

    private static RpcAnswer ReadError(RpcCall call, JsonElement error)
    {
        bool isComplete = error.TryGetProperty("code", out JsonElement coded) & error.TryGetProperty("message", out JsonElement said);
        if (
            !isComplete
            || coded.ValueKind != JsonValueKind.Number
            || !coded.TryGetInt32(out int code)
            || said.ValueKind != JsonValueKind.String
        )
        {
            return Garbage(call, "the error has no code or no message");
        }

        string message = said.GetString()!;
        return RpcAnswer.Of(
            RateLimits.Is(code, message)
                ? new RpcUnreachableException(call.Method, message, fault: RpcFault.RateLimited)
                : new JsonRpcException(call.Method, code, message, RevertData(error))
        );
    }

    // geth and anvil put the bytes under "data"; hardhat puts an object with "data" inside there.
    private static byte[]? RevertData(JsonElement error)
    {
        if (!error.TryGetProperty("data", out JsonElement data))
        {
            return null;
        }

        if (data.ValueKind == JsonValueKind.Object && data.TryGetProperty("data", out JsonElement inner))
        {
            data = inner;
        }

        string? text = data.ValueKind == JsonValueKind.String ? data.GetString() : null;
        return
            text is not null
            && text.StartsWith("0x", StringComparison.Ordinal)
            && text.Length % 2 == 0
            && text.AsSpan(2).ContainsAnyExcept(HexDigits) is false
            ? Hex.Decode(text)
            : null;
    }

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static long? IdOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("id", out JsonElement id)
        && id.ValueKind == JsonValueKind.Number
        && id.TryGetInt64(out long value)
            ? value
            : null;

    private static RpcAnswer Garbage(RpcCall call, string reason, Exception? inner = null) =>
        RpcAnswer.Of(new RpcUnreachableException(call.Method, reason, inner, RpcFault.Garbage));

    private static Dictionary<string, object?> Request(long id, RpcCall call) =>
        new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = call.Method,
            ["params"] = call.Parameters,
        };
}
