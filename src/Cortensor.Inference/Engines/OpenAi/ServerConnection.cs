using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Logging;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>
/// Speaks HTTP with the server: time limits, busy servers, errors as codes. It follows no redirect, so that the key goes where it belongs.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    private const int MaxHeaderKib = 32;
    private const int MaxListBytes = 1 << 20;

    private readonly OpenAiEngineOptions _options;
    private readonly HttpClient _http;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    internal ServerConnection(OpenAiEngineOptions options, ILogger logger, TimeProvider time)
    {
        _options = options;
        _logger = logger;
        _time = time;
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = options.ConnectTimeout,
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaxHeaderKib,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        string path = options.Url.AbsolutePath.TrimEnd('/');
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(options.Url, path.EndsWith("/v1", StringComparison.Ordinal) ? $"{path}/" : $"{path}/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxListBytes,
        };
        if (options.ApiKey is { } key)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>For logs.</summary>
    internal string Host => _options.Url.Authority;

    /// <summary>The models that the server names.</summary>
    /// <exception cref="EngineStartException">It cannot be reached, or answers something else.</exception>
    internal async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _http
                .GetAsync(new Uri("models", UriKind.Relative), cancellationToken)
                .WaitAsync(_options.FirstTokenTimeout, _time, cancellationToken);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                throw new EngineStartException(EngineStartCodes.ServerUnauthorized, $"{Host} does not accept the API key.");
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new EngineStartException(
                    EngineStartCodes.ServerUnreachable,
                    $"{Host} answers {(int)response.StatusCode} when it is asked for its models."
                );
            }

            using JsonDocument list = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return
            [
                .. list
                    .RootElement.GetProperty("data")
                    .EnumerateArray()
                    .Select(model => model.GetProperty("id").GetString() ?? string.Empty),
            ];
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException)
        {
            throw new EngineStartException(EngineStartCodes.ServerUnreachable, $"{Host} cannot be reached: {e.Message}");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new EngineStartException(EngineStartCodes.ServerGarbled, $"{Host} does not list models as OpenAI's API does.");
        }
    }

    /// <summary>
    /// The response whose body is the stream of events. A server that is too busy is asked again, as it wishes and within limits.
    /// </summary>
    /// <exception cref="InferenceRefusedException">It will not.</exception>
    /// <exception cref="InferenceFailedException">It cannot.</exception>
    internal async Task<HttpResponseMessage> AskAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            HttpResponseMessage response = await SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return Streamed(response);
            }

            using (response)
            {
                TimeSpan pause = PauseOf(response, attempt);
                if (
                    response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                    || attempt >= _options.Attempts
                    || pause > _options.MaxRetryAfter
                )
                {
                    throw await BoundedAsync(
                        ServerErrors.ReadAsync(response, cancellationToken),
                        _options.FirstTokenTimeout,
                        cancellationToken
                    );
                }

                Log.Busy(_logger, Host, (int)response.StatusCode, pause.TotalMilliseconds);
                await Task.Delay(pause, _time, cancellationToken);
            }
        }
    }

    /// <summary>Waits for something from the server, but not for ever.</summary>
    internal async Task<T> BoundedAsync<T>(Task<T> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await work.WaitAsync(limit, _time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new InferenceFailedException(
                $"The server said nothing for {limit.TotalSeconds} s.",
                e,
                InferenceFailureCodes.ServerStalled
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new InferenceFailedException(
                $"The connection to the server broke: {e.Message}",
                e,
                InferenceFailureCodes.ServerUnreachable
            );
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpResponseMessage Streamed(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return response;
        }

        response.Dispose();
        throw new InferenceFailedException("The server's answer is no stream of events.", code: InferenceFailureCodes.ServerGarbled);
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        // A time-out must end the request itself, too, not only the waiting for it.
        using CancellationTokenSource late = new(_options.FirstTokenTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using HttpRequestMessage message = request();
        try
        {
            return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InferenceFailedException(
                $"The server did not answer within {_options.FirstTokenTimeout.TotalSeconds} s.",
                e,
                InferenceFailureCodes.ServerStalled
            );
        }
        catch (HttpRequestException e)
        {
            throw new InferenceFailedException($"The server cannot be reached: {e.Message}", e, InferenceFailureCodes.ServerUnreachable);
        }
    }

    private TimeSpan PauseOf(HttpResponseMessage response, int attempt)
    {
        RetryConditionHeaderValue? wish = response.Headers.RetryAfter;
        TimeSpan pause =
            wish?.Delta ?? (wish?.Date is { } date ? date - _time.GetUtcNow() : TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)));
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}
