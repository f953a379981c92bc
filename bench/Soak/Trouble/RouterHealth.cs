using System.Net.Http.Headers;
using System.Net.Http.Json;
using Cortensor.Api;

namespace Cortensor.Bench.Soak.Trouble;

/// <summary>Asks the router whether the network is at work.</summary>
internal sealed class RouterHealth : IDisposable
{
    private readonly HttpClient _http;

    public RouterHealth(string url, string apiKey)
    {
        _http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(3) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    /// <summary>Whether it answers and has so many miners.</summary>
    public async Task<bool> IsServingAsync(int miners)
    {
        try
        {
            return await _http.GetFromJsonAsync("/api/v1/status", ApiJson.Default.RouterStatus) is { } status
                && status.ConnectedMiners >= miners;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
