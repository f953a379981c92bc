using System.Net;
using System.Text.Json;
using Cortensor.Oracle;
using Cortensor.Oracle.Verdicts;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Oracle.Verdicts;

public sealed class VerdictEndpointTests : IAsyncLifetime
{
    private readonly VerdictStore _verdicts = new(Options.Create(new OracleOptions { KeptVerdicts = 2 }));
    private readonly HttpClient _client = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Services.AddSingleton(_verdicts);
        _app = builder.Build();
        _ = _app.MapOracle();
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_verdict_is_read_with_its_distances_and_reasons()
    {
        _verdicts.Keep(
            Verdict(7) with
            {
                Slots =
                [
                    new SlotVerdict(0, default, default, true, "agrees", 0.25),
                    new SlotVerdict(1, default, default, false, "unavailable", null),
                ],
            }
        );
        using JsonDocument json = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/verdicts/1/7", UriKind.Relative)));
        JsonElement root = json.RootElement;
        Assert.True(root.GetProperty("agreed").GetBoolean());
        Assert.Equal(0.6, root.GetProperty("threshold").GetDouble());
        Assert.Equal(0.25, root.GetProperty("slots")[0].GetProperty("distance").GetDouble());
        Assert.Equal("unavailable", root.GetProperty("slots")[1].GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("slots")[1].GetProperty("distance").ValueKind);
    }

    [Theory]
    [InlineData("/verdicts/1/99", HttpStatusCode.NotFound, "verdict_not_found")]
    [InlineData("/verdicts/one/2", HttpStatusCode.BadRequest, "invalid_argument")]
    [InlineData("/verdicts/1/-2", HttpStatusCode.BadRequest, "invalid_argument")]
    public async Task What_is_not_there_is_said_with_a_code(string path, HttpStatusCode status, string code)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri(path, UriKind.Relative));
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((status, code), (response.StatusCode, json.RootElement.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public void The_oldest_verdicts_make_room_and_a_newer_one_replaces_its_own()
    {
        _verdicts.Keep(Verdict(1));
        _verdicts.Keep(Verdict(2));
        _verdicts.Keep(Verdict(2) with { Agreed = false });
        Assert.NotNull(_verdicts.Find(Key(1)));
        _verdicts.Keep(Verdict(3));
        Assert.Null(_verdicts.Find(Key(1)));
        Assert.False(_verdicts.Find(Key(2))!.Agreed);
        Assert.NotNull(_verdicts.Find(Key(3)));
    }

    private static Verdict Verdict(ulong task) => new(Key(task), 1, 1, true, "use-lite", 0.6, 100, []);

    private static TaskKey Key(ulong task) => new(new SessionId(1), new TaskId(task));
}
