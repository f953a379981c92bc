using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cortensor.Router.Keys;

/// <summary>What a key's limits say to one request; disposing of it gives the place back.</summary>
internal sealed class KeyPermit(KeyMeter? meter) : IDisposable
{
    private KeyMeter? _meter = meter;

    public bool RateExceeded { get; init; }

    public bool TooManyAtOnce { get; init; }

    /// <summary>Requests per minute; 0 when there is no limit.</summary>
    public int Limit { get; init; }

    public int Left { get; init; }

    /// <summary>Until one more request is allowed.</summary>
    public int RetrySeconds { get; init; }

    /// <summary>Until all of <see cref="Limit"/> is there again.</summary>
    public double ResetSeconds { get; init; }

    /// <summary>The headers that OpenAI's clients look at.</summary>
    public void SetHeaders(HttpResponse response)
    {
        if (Limit == 0)
        {
            return;
        }

        response.Headers["x-ratelimit-limit-requests"] = Limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-ratelimit-remaining-requests"] = Left.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-ratelimit-reset-requests"] = ResetSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
    }

    public void Dispose() => Interlocked.Exchange(ref _meter, null)?.Leave();
}
