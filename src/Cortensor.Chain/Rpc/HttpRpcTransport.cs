using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc;

/// <summary>JSON-RPC 2.0 over HTTP POST, one request a call.</summary>
public sealed class HttpRpcTransport(HttpClient client, Uri endpoint, TimeSpan timeout, TimeProvider time) : IRpcTransport
{
    /// <summary>How long an answer may take unless told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private long _lastId;

    /// <summary>The node's address.</summary>
    public Uri Endpoint { get; } = endpoint;

    /// <inheritdoc/>
    public async Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default)
    {
        long id = Interlocked.Increment(ref _lastId);
        byte[] request = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        });
        using CancellationTokenSource deadline = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using ByteArrayContent content = new(request);
            content.Headers.ContentType = JsonType;
            using HttpResponseMessage response = await client.PostAsync(Endpoint, content, either.Token);
            byte[] body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return Read(method, id, body, (int)response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcUnreachableException(method, $"nothing came within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (HttpRequestException failure)
        {
            throw new RpcUnreachableException(method, failure.Message, failure);
        }
    }

    // Nodes answer errors with and without a 4xx or 5xx status: the body decides, the status is only told when there is no body to read.
    private static JsonElement Read(string method, long id, byte[] body, int status)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
            {
                throw new JsonRpcException(method, error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString() ?? string.Empty, RevertData(error));
            }

            return root.GetProperty("id").TryGetInt64(out long answered) && answered == id
                ? root.GetProperty("result").Clone()
                : throw new RpcUnreachableException(method, "the answer belongs to another request");
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RpcUnreachableException(method, $"HTTP {status} with a body that is no JSON-RPC answer", malformed);
        }
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

        bool isHex = data.ValueKind == JsonValueKind.String && data.GetString()!.StartsWith("0x", StringComparison.Ordinal);
        return isHex ? Hex.Decode(data.GetString()!) : null;
    }
}
