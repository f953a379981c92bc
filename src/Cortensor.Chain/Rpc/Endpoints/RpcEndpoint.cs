using System.Text.Json;
using Cortensor.Primitives;

namespace Cortensor.Chain.Rpc.Endpoints;

/// <summary>One node of the chain and how it has been doing. Safe for many callers at once.</summary>
internal sealed class RpcEndpoint(int index, Uri address, IRpcTransport transport, RpcPoolOptions options, TimeProvider time, Random chance)
{
    /// <summary>The question which chain it serves: asked anew each time, whatever was known before.</summary>
    public const string ChainIdMethod = "eth_chainId";

    private const double LatencyWeight = 0.2;

    private readonly Lock _lock = new();
    private readonly Backoff _backoff = new(options.FirstBackoff, options.MaxBackoff, chance);
    private bool _chainIsRight = options.ChainId is null;
    private EndpointStanding _standing;
    private RpcFault? _lastFault;
    private int _failures;
    private TimeSpan _latency;
    private ulong? _head;
    private DateTimeOffset _retryAt;
    private bool _retryIsOrdered;

    /// <summary>The place in the operator's list: their order of preference.</summary>
    public int Index => index;

    /// <summary>Scheme, host and port: paths hold keys.</summary>
    public string Name { get; } = address.GetLeftPart(UriPartial.Authority);

    /// <summary>What the last comparison said.</summary>
    public EndpointStanding Standing
    {
        get
        {
            lock (_lock)
            {
                return _standing;
            }
        }
    }

    /// <summary>How it does now.</summary>
    public RpcEndpointHealth Health
    {
        get
        {
            lock (_lock)
            {
                TimeSpan left = _retryAt - time.GetUtcNow();
                RpcFault? fault = _standing switch
                {
                    EndpointStanding.WrongChain => RpcFault.WrongChain,
                    EndpointStanding.Forked => RpcFault.Forked,
                    EndpointStanding.Lagging => RpcFault.Lagging,
                    _ => _lastFault,
                };
                bool isUsable = _standing == EndpointStanding.Good && left <= TimeSpan.Zero;
                return new RpcEndpointHealth(
                    Name,
                    isUsable,
                    fault,
                    _failures,
                    _latency,
                    _head,
                    left > TimeSpan.Zero ? left : TimeSpan.Zero
                );
            }
        }
    }

    /// <summary>Whether its answers take long.</summary>
    public bool IsSlow
    {
        get
        {
            lock (_lock)
            {
                return _latency > options.SlowAfter;
            }
        }
    }

    /// <summary>
    /// How long it asked to be left alone; zero when it did not. That is kept to; the pauses after failures are only our own caution.
    /// </summary>
    public TimeSpan OrderedPause
    {
        get
        {
            lock (_lock)
            {
                TimeSpan left = _retryIsOrdered ? _retryAt - time.GetUtcNow() : TimeSpan.Zero;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>
    /// Asks it and remembers how that went. The first question after a failure is which chain it serves: ports get new owners.
    /// </summary>
    public async Task<T> ReadAsync<T>(
        string method,
        IReadOnlyList<object?> parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await RequireChainAsync(again: method == ChainIdMethod, cancellationToken);
            long start = time.GetTimestamp();
            T result = await transport.ReadAsync(method, parameters, read, cancellationToken);
            Succeeded(time.GetElapsedTime(start));
            return result;
        }
        catch (JsonRpcException)
        {
            Succeeded(took: null);
            throw;
        }
        catch (RpcUnreachableException failure)
        {
            Failed(failure);
            throw;
        }
    }

    /// <summary>Notes what a comparison said.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Judge(EndpointStanding standing, ulong? head)
    {
        lock (_lock)
        {
            _head = head ?? _head;
            bool isNews = _standing != standing;
            _standing = standing;
            return isNews;
        }
    }

    /// <summary>Asks it whatever speaks against it, and remembers nothing: for the question which chain it serves.</summary>
    public Task<T> AskAnywayAsync<T>(
        string method,
        IReadOnlyList<object?> parameters,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    ) => transport.ReadAsync(method, parameters, read, cancellationToken);

    private async Task RequireChainAsync(bool again, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (options.ChainId is null || (_chainIsRight && !again))
            {
                return;
            }
        }

        ulong served = await transport.ReadAsync(ChainIdMethod, [], Quantity.ReadUInt64, cancellationToken);
        lock (_lock)
        {
            _chainIsRight = served == options.ChainId;
            _standing = _chainIsRight
                ? (_standing == EndpointStanding.WrongChain ? EndpointStanding.Good : _standing)
                : EndpointStanding.WrongChain;
        }

        if (served != options.ChainId)
        {
            throw new RpcUnreachableException(
                ChainIdMethod,
                $"{Name} serves chain {served}, not {options.ChainId}",
                fault: RpcFault.WrongChain
            );
        }
    }

    private void Succeeded(TimeSpan? took)
    {
        lock (_lock)
        {
            (_failures, _lastFault, _retryAt, _retryIsOrdered) = (0, null, default, false);
            _backoff.Reset();
            _latency =
                took is not { } latest ? _latency
                : _latency == TimeSpan.Zero ? latest
                : (_latency * (1 - LatencyWeight)) + (latest * LatencyWeight);
        }
    }

    private void Failed(RpcUnreachableException failure)
    {
        if (failure.Fault == RpcFault.LogsMissing)
        {
            return;
        }

        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (failure.Fault == RpcFault.RateLimited)
            {
                TimeSpan pause = failure.RetryAfter ?? _backoff.Next();
                (_retryAt, _retryIsOrdered) = (Later(_retryAt, now + pause), true);
            }
            else if (_retryAt <= now)
            {
                // Calls that were under way together fail together: they count as one step of the back-off.
                (_retryAt, _retryIsOrdered) = (now + _backoff.Next(), false);
            }

            _failures++;
            _lastFault = failure.Fault;
            _chainIsRight =
                options.ChainId is null || (_chainIsRight && failure.Fault is not (RpcFault.Unreachable or RpcFault.AnswerLost));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
