using System.Text.Json;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc.Endpoints;
using Microsoft.Extensions.Logging;

namespace Cortensor.Chain.Rpc;

/// <summary>
/// Several endpoints of one chain as one: reads go to the best that is well and on to the next when it fails, transactions go to all.
/// </summary>
/// <remarks>
/// Among endpoints that are well the operator's order decides, so that reads that follow each other see one node's view. An endpoint that
/// lags, tells another chain than the others or serves another chain id is not read from until that has changed.
/// </remarks>
public sealed class RpcPool : IRpcTransport
{
    private const string SendMethod = "eth_sendRawTransaction";

    private readonly RpcEndpoint[] _endpoints;
    private readonly RpcPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EndpointSurvey _survey;
    private readonly Lock _lock = new();
    private Task? _surveying;
    private Task? _first;
    private long _surveyedAt;

    /// <summary>A pool over HTTP endpoints in the operator's order of preference.</summary>
    public RpcPool(
        HttpClient http,
        IReadOnlyList<Uri> endpoints,
        RpcPoolOptions options,
        TimeProvider time,
        Random chance,
        ILogger<RpcPool> logger
    )
        : this([.. endpoints.Select(endpoint => (endpoint, Open(http, endpoint, options, time)))], options, time, chance, logger) { }

    internal RpcPool(
        IReadOnlyList<(Uri Address, IRpcTransport Transport)> endpoints,
        RpcPoolOptions options,
        TimeProvider time,
        Random chance,
        ILogger<RpcPool> logger
    )
    {
        ArgumentOutOfRangeException.ThrowIfZero(endpoints.Count);
        _endpoints =
        [
            .. endpoints.Select(
                (endpoint, index) => new RpcEndpoint(index, endpoint.Address, endpoint.Transport, options, time, new Random(chance.Next()))
            ),
        ];
        (_options, _time, _logger) = (OptionRanges.Require(options), time, logger);
        _survey = new EndpointSurvey(_endpoints, options, logger);
    }

    /// <summary>How each endpoint does now, in the operator's order.</summary>
    public IReadOnlyList<RpcEndpointHealth> Health => [.. _endpoints.Select(static endpoint => endpoint.Health)];

    /// <inheritdoc/>
    public Task<JsonElement> CallAsync(string method, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default) =>
        ReadAsync(method, parameters, static result => result, cancellationToken);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(
        string method,
        IReadOnlyList<object?> parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(read);
        await SurveyWhenDueAsync(cancellationToken);
        await WaitForTurnAsync(method, cancellationToken);
        return method == SendMethod
            ? await BroadcastAsync(method, parameters, read, cancellationToken)
            : await AskInTurnAsync(method, parameters, read, cancellationToken);
    }

    private async Task<T> AskInTurnAsync<T>(
        string method,
        IReadOnlyList<object?> parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    )
    {
        Exception? last = null;
        foreach (RpcEndpoint endpoint in Readable())
        {
            try
            {
                return await endpoint.ReadAsync(method, parameters, read, cancellationToken);
            }
            catch (RpcUnreachableException failure)
            {
                if (endpoint.Health.ConsecutiveFailures == 1)
                {
                    Log.EndpointFailed(_logger, endpoint.Name, failure.Fault, failure.Message);
                }

                last = last is JsonRpcException ? last : failure;
            }
            catch (JsonRpcException refused) when (!Reverts.TryRead(refused, out _))
            {
                last = refused; // perhaps only this node: pruned state, a block it has not got, an error inside it
            }
        }

        HurrySurvey();
        if (
            method == RpcEndpoint.ChainIdMethod
            && Array.Find(_endpoints, static endpoint => endpoint.Standing == EndpointStanding.WrongChain) is { } other
        )
        {
            return await other.AskAnywayAsync(method, parameters, read, cancellationToken); // the honest answer to this one question
        }

        throw last ?? NobodyLeft(method);
    }

    /// <summary>
    /// To all at once, done with the first that takes it: a node that swallows transactions cannot keep them from the chain, and the same
    /// bytes count once however often they arrive.
    /// </summary>
    private async Task<T> BroadcastAsync<T>(
        string method,
        IReadOnlyList<object?> parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    )
    {
        List<Task<T>> open = [.. Writable().Select(endpoint => endpoint.ReadAsync(method, parameters, read, cancellationToken))];
        List<Exception> failures = [];
        while (open.Count > 0)
        {
            Task<T> done = await Task.WhenAny(open);
            _ = open.Remove(done);
            try
            {
                return await done;
            }
            catch (Exception failure) when (failure is RpcUnreachableException or JsonRpcException)
            {
                failures.Add(failure);
            }
        }

        HurrySurvey();

        // While one answer is missing, another node's refusal may be of bytes that the first one has taken: that is no refusal yet.
        throw failures.Find(static failure => failure is RpcUnreachableException { MayHaveArrived: true })
            ?? failures.Find(static failure => failure is JsonRpcException)
            ?? failures.FirstOrDefault()
            ?? NobodyLeft(method);
    }

    private IEnumerable<RpcEndpoint> Readable() =>
        _endpoints
            .Where(static endpoint => endpoint.Standing is EndpointStanding.Good && endpoint.OrderedPause == TimeSpan.Zero)
            .OrderBy(static endpoint => endpoint.Health.RetryIn) // well ones have zero; the others are a last resort
            .ThenBy(static endpoint => endpoint.IsSlow)
            .ThenBy(static endpoint => endpoint.Index)
            .ToArray();

    private IEnumerable<RpcEndpoint> Writable()
    {
        RpcEndpoint[] allowed =
        [
            .. _endpoints.Where(static endpoint =>
                endpoint.Standing is EndpointStanding.Good or EndpointStanding.Lagging && endpoint.OrderedPause == TimeSpan.Zero
            ),
        ];
        RpcEndpoint[] well = [.. allowed.Where(static endpoint => endpoint.Health.RetryIn == TimeSpan.Zero)];
        return well.Length > 0 ? well : allowed;
    }

    private RpcUnreachableException NobodyLeft(string method)
    {
        RpcEndpointHealth[] health = [.. Health];
        RpcFault fault =
            health.Select(static endpoint => endpoint.Fault).FirstOrDefault(static fault => fault is not null) ?? RpcFault.Unreachable;
        string reasons = string.Join(", ", health.Select(static endpoint => $"{endpoint.Endpoint} {endpoint.Fault?.ToString() ?? "well"}"));
        return new RpcUnreachableException(method, $"no endpoint may be asked: {reasons}", fault: fault);
    }

    // Where nobody else may be asked, a call waits as long as the endpoint said, within reason; longer waits are the caller's to pace.
    private async Task WaitForTurnAsync(string method, CancellationToken cancellationToken)
    {
        RpcEndpoint[] good = [.. _endpoints.Where(static endpoint => endpoint.Standing == EndpointStanding.Good)];
        TimeSpan pause = good.Length == 0 ? TimeSpan.Zero : good.Min(static endpoint => endpoint.OrderedPause);
        if (pause > _options.MaxBackoff)
        {
            throw new RpcUnreachableException(
                method,
                $"every endpoint asked to be left alone, for {pause} more",
                fault: RpcFault.RateLimited,
                retryAfter: pause
            );
        }

        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private async Task SurveyWhenDueAsync(CancellationToken cancellationToken)
    {
        Task first;
        lock (_lock)
        {
            if (_surveying is null || (_surveying.IsCompleted && _time.GetElapsedTime(_surveyedAt) >= _options.SurveyInterval))
            {
                _surveyedAt = _time.GetTimestamp();
                _surveying = SurveyAsync();
            }

            first = _first ??= Task.WhenAny(_surveying, Task.Delay(_options.FirstSurvey, _time, CancellationToken.None));
        }

        if (_endpoints.Length > 1)
        {
            await first.WaitAsync(cancellationToken);
        }
    }

    private void HurrySurvey()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_surveyedAt) >= _options.FirstBackoff)
            {
                _surveyedAt = _time.GetTimestamp() - (long)(_options.SurveyInterval.TotalSeconds * _time.TimestampFrequency);
            }
        }
    }

    // Nobody awaits it but the first caller, so it must not fail unseen; every question in it ends by the endpoint's time limit.
    private async Task SurveyAsync()
    {
        try
        {
            await _survey.RunAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            Log.SurveyFailed(_logger, failure);
        }
    }

    private static IRpcTransport Open(HttpClient http, Uri endpoint, RpcPoolOptions options, TimeProvider time)
    {
        HttpRpcTransport single = new(http, endpoint, options.Timeout, time, options.MaxBodyBytes);
        return options.BatchSize == 1 ? single : new BatchingRpcTransport(single, options.BatchSize, options.RequestsUnderWay);
    }
}
