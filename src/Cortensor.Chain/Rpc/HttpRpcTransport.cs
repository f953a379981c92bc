using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cortensor.Chain.Rpc.Wire;

namespace Cortensor.Chain.Rpc;

/// <summary>JSON-RPC 2.0 over HTTP POST to one endpoint, one request a call.</summary>
public sealed class HttpRpcTransport(
    HttpClient client,
    Uri endpoint,
    TimeSpan timeout,
    TimeProvider time,
    int maxBodyBytes = HttpRpcTransport.DefaultMaxBodyBytes
) : IRpcTransport
{
    /// <summary>The largest answer taken unless told otherwise: far more than any question of the network brings.</summary>
    public const int DefaultMaxBodyBytes = 32 << 20;

    /// <summary>How long an answer may take unless told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private const int FirstBuffer = 16 << 10;
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private long _lastId;

    /// <summary>The node's address.</summary>
    public Uri Endpoint { get; } = endpoint;

    /// <inheritdoc/>
    public async Task<JsonElement> CallAsync(
        string method,
        IReadOnlyList<object?> parameters,
        CancellationToken cancellationToken = default
    )
    {
        RpcCall call = new(method, parameters);
        long id = Interlocked.Increment(ref _lastId);
        (ReadOnlyMemory<byte> body, int status) = await PostAsync(method, JsonRpcCodec.Encode(id, call), cancellationToken);
        RpcAnswer answer = JsonRpcCodec.Read(call, id, body, status);
        return answer.Failure is null ? answer.Result : throw answer.Failure;
    }

    /// <summary>Asks several things in one request. Answers, and failures of single calls, come in the order of the calls.</summary>
    /// <exception cref="RpcUnreachableException">Nothing usable came for any of them.</exception>
    /// <exception cref="BatchRefusedException">The endpoint does not take such a batch.</exception>
    internal async Task<RpcAnswer[]> CallAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellationToken)
    {
        long last = Interlocked.Add(ref _lastId, calls.Count);
        long first = last - calls.Count + 1;
        string label = string.Create(CultureInfo.InvariantCulture, $"a batch of {calls.Count} with {calls[0].Method}");
        (ReadOnlyMemory<byte> body, int status) = await PostAsync(label, JsonRpcCodec.EncodeBatch(first, calls), cancellationToken);
        return JsonRpcCodec.ReadBatch(calls, first, body, status);
    }

    private async Task<(ReadOnlyMemory<byte> Body, int Status)> PostAsync(
        string method,
        byte[] request,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource deadline = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, Endpoint) { Content = new ByteArrayContent(request) };
            message.Content.Headers.ContentType = JsonType;
            using HttpResponseMessage response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            TimeSpan? retryAfter = RetryAfter(response);
            return
                response.StatusCode == HttpStatusCode.TooManyRequests
                || (response.StatusCode == HttpStatusCode.ServiceUnavailable && retryAfter is not null)
                ? throw new RpcUnreachableException(
                    method,
                    $"HTTP {(int)response.StatusCode}",
                    fault: RpcFault.RateLimited,
                    retryAfter: retryAfter
                )
                : (await ReadBodyAsync(method, response.Content, either.Token), (int)response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string reason = $"nothing came within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";
            throw new RpcUnreachableException(method, reason, fault: RpcFault.Timeout);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new RpcUnreachableException(
                method,
                failure.Message,
                failure,
                WasSent(failure) ? RpcFault.AnswerLost : RpcFault.Unreachable
            );
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadBodyAsync(string method, HttpContent content, CancellationToken cancellationToken)
    {
        using MemoryStream body = new(
            content.Headers.ContentLength is { } length and > 0 && length <= maxBodyBytes ? (int)length : FirstBuffer
        );
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[FirstBuffer];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > maxBodyBytes)
            {
                throw new RpcUnreachableException(method, $"the answer is longer than {maxBodyBytes} bytes", fault: RpcFault.TooLarge);
            }

            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        TimeSpan? wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool WasSent(Exception failure) =>
        failure
            is not HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError,
            };
}
