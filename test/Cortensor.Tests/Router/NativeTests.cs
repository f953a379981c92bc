using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cortensor.Tests.Router;

public sealed class NativeTests
{
    [Fact]
    public async Task A_task_runs_from_the_prompt_to_its_verdict()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        Task<HttpResponseMessage> asking = host.Client.PostAsync(
            new Uri($"/api/v1/completions/{host.Session}", UriKind.Relative),
            host.Body("""{"prompt":"hi","wait_for":"ended","client_reference":"mine","seed":5}""")
        );
        (FakeMiner elected, FakeMiner[] others, _) = await host.AskedAsync();
        TaskKey key = host.Chain.Current.Tasks.Keys.Single();
        List<(FakeMiner Miner, ResultObject Result)> results = [];
        foreach (FakeMiner miner in new[] { elected, others[0], others[1] })
        {
            TaskFrame task = await miner.ExpectAsync<TaskFrame>();
            TaskObject request = TaskObject.Decode(Convert.FromBase64String(task.Request));
            Assert.Equal(("hi", 5L, "mine"), (request.Messages.Single().Content, request.Seed, request.ClientReference));
            if (task.Elected)
            {
                await miner.TokensAsync(task, 0, "yes");
                results.Add((miner, await miner.DoneAsync(task, 1, "yes")));
            }
            else
            {
                results.Add((miner, miner.Result(task, 1, "yes")));
            }
        }

        await SettleAsync(host, key, results);
        using HttpResponseMessage response = await asking;
        JsonElement body = await JsonAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ("yes", "stop"),
            (
                body.GetProperty("choices")[0].GetProperty("text").GetString(),
                body.GetProperty("choices")[0].GetProperty("finish_reason").GetString()
            )
        );
        Assert.Equal((1, 1), (body.GetProperty("session_id").GetInt32(), body.GetProperty("task_id").GetInt32()));
        Assert.Equal("VALID", body.GetProperty("cortensor").GetProperty("verdict").GetString());

        JsonElement details = await GetAsync(host, $"/api/v1/tasks/{key.Session}/{key.Task}");
        Assert.Equal(
            (4, "Completed", "VALID"),
            (details.GetProperty("status").GetInt32(), details.GetProperty("state").GetString(), details.GetProperty("verdict").GetString())
        );
        Assert.Equal(3, details.GetProperty("results").GetProperty("data").GetArrayLength());
        Assert.Equal("yes", details.GetProperty("results").GetProperty("data")[2].GetString());
        Assert.All(
            details.GetProperty("slots").EnumerateArray(),
            slot =>
            {
                Assert.Equal("committed", slot.GetProperty("state").GetString());
                Assert.True(slot.GetProperty("accepted").GetBoolean());
                Assert.NotEqual("0", slot.GetProperty("paid").GetString());
            }
        );
        Assert.Equal("submit", details.GetProperty("steps")[0].GetProperty("move").GetString());
        Assert.True(details.TryGetProperty("finished_at", out _));
        Assert.Equal(1, (await GetAsync(host, $"/api/v1/tasks/{key.Session}")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Who_may_read_an_object_follows_from_the_task()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        _ = host.OpenAsync("""{"messages":[{"role":"user","content":"hi"}]}""");
        (FakeMiner elected, FakeMiner[] others, FakeMiner[] spares) = await host.AskedAsync();
        TaskFrame task = await elected.ExpectAsync<TaskFrame>();
        byte[] result = elected.Result(task, 1, "yes").Encode();
        Hash32 digest = new(SHA256.HashData(result));
        await elected.SendAsync(new CommitFrame(task.Session, task.Task, digest, Convert.ToBase64String(result)));
        Assert.Equal(digest, (await elected.ExpectAsync<StoredFrame>()).ResultDigest);

        Assert.True(await MayReadAsync(host, task.RequestDigest, others[0].Domain, RouterHost.OwnerKey));
        Assert.True(await MayReadAsync(host, task.RequestDigest, others[0].Domain, RouterHost.OracleKey));
        Assert.True(await MayReadAsync(host, task.RequestDigest, others[0].Domain, KeyOf(others[0])));
        Assert.False(await MayReadAsync(host, task.RequestDigest, others[0].Domain, KeyOf(spares[0])));
        Assert.True(await MayReadAsync(host, digest, others[0].Domain, KeyOf(elected)));
        Assert.False(await MayReadAsync(host, digest, others[0].Domain, KeyOf(others[0])));
        Assert.False(await MayReadAsync(host, task.RequestDigest, others[0].Domain, KeyOf(others[0]), lifetime: 400));
        Assert.False(await MayReadAsync(host, task.RequestDigest, NodeDomain.Of(1, elected.Challenge.Queue), KeyOf(others[0])));
        Assert.False(await MayReadAsync(host, Keccak256.HashText("unknown"), others[0].Domain, RouterHost.OwnerKey));
        using HttpResponseMessage byKey = await host.Client.GetAsync(new Uri($"/may-read/{digest}", UriKind.Relative));
        Assert.Equal("true", await byKey.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_commit_that_is_not_what_it_says_is_not_stored()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        _ = host.OpenAsync("""{"messages":[{"role":"user","content":"hi"}]}""");
        (FakeMiner elected, FakeMiner[] others, FakeMiner[] spares) = await host.AskedAsync();
        TaskFrame task = await elected.ExpectAsync<TaskFrame>();
        byte[] foreign = others[0].Result(task, 1, "yes").Encode();
        byte[] own = elected.Result(task, 1, "yes").Encode();
        byte[] unassigned = spares[0].Result(task, 1, "yes").Encode();
        await ExpectRefusedAsync(elected, task, new Hash32(SHA256.HashData(foreign)), Convert.ToBase64String(foreign));
        await ExpectRefusedAsync(elected, task, Hash32.Zero, Convert.ToBase64String(own));
        await ExpectRefusedAsync(elected, task, Hash32.Zero, "not base64!");
        await ExpectRefusedAsync(elected, task, new Hash32(SHA256.HashData("{}"u8)), Convert.ToBase64String("{}"u8));
        await ExpectRefusedAsync(spares[0], task, new Hash32(SHA256.HashData(unassigned)), Convert.ToBase64String(unassigned));
    }

    [Fact]
    public async Task The_views_show_router_miners_and_sessions()
    {
        await using RouterHost host = await RouterHost.StartAsync();
        Assert.Equal("ok", (await GetAsync(host, "/api/v1/ping")).GetProperty("status").GetString());
        Assert.Equal(RouterHost.RouterKey.Address.ToString(), (await GetAsync(host, "/api/v1/info")).GetProperty("address").GetString());
        Assert.Equal(RouterHost.MinerCount, (await GetAsync(host, "/api/v1/status")).GetProperty("connected_miners").GetInt32());
        JsonElement miners = await GetAsync(host, "/api/v1/miners");
        Assert.Equal(RouterHost.MinerCount, miners.GetProperty("stats").GetProperty("connected").GetInt32());
        Assert.Equal(
            "Ephemeral",
            miners.GetProperty("nodes").GetProperty(RouterHost.MinerKey(0).Address.ToString()).GetProperty("pool_state").GetString()
        );
        JsonElement sessions = await GetAsync(host, "/api/v1/sessions");
        Assert.Equal(1, sessions.GetProperty("count").GetInt32());
        JsonElement session = await GetAsync(host, "/api/v1/sessions/1");
        Assert.Equal(
            ("active", "agreement", "1000000000000000000000"),
            (session.GetProperty("state").GetString(), session.GetProperty("proof").GetString(), session.GetProperty("balance").GetString())
        );
        Assert.Equal(RouterHost.ModelName, (await GetAsync(host, "/v1/models")).GetProperty("data")[0].GetProperty("id").GetString());
        foreach (IReadyCheck check in host.Services.GetServices<IReadyCheck>())
        {
            Assert.Equal((check.Name, "ok"), (check.Name, (await check.CheckAsync(default)).Code));
        }

        host.Clock.Advance(TimeSpan.FromSeconds(61));
        using HttpResponseMessage refused = await host.ChatAsync("""{"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "chain_unavailable"), (refused.StatusCode, await StreamTests.CodeAsync(refused)));
    }

    [Fact]
    public async Task Every_listed_path_is_mapped()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        using HttpClient stranger = new() { BaseAddress = host.Url };
        JsonElement about = JsonDocument.Parse(await stranger.GetStringAsync(new Uri("/about", UriKind.Relative))).RootElement;
        foreach (JsonElement route in about.GetProperty("routes").EnumerateArray())
        {
            string[] parts = route
                .GetString()!
                .Replace("{sessionId}", "1", StringComparison.Ordinal)
                .Replace("{taskId}", "1", StringComparison.Ordinal)
                .Split(' ');
            using HttpRequestMessage request = new(new HttpMethod(parts[0]), parts[1]);
            using HttpResponseMessage response = await stranger.SendAsync(request);
            string text = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain("\"not_found\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("method_not_allowed", text, StringComparison.Ordinal);
        }
    }

    private static PrivateKey KeyOf(FakeMiner miner) =>
        Enumerable.Range(0, RouterHost.MinerCount).Select(RouterHost.MinerKey).Single(key => key.Address == miner.Address);

    private static async Task ExpectRefusedAsync(FakeMiner miner, TaskFrame task, Hash32 digest, string result)
    {
        await miner.SendAsync(new CommitFrame(task.Session, task.Task, digest, result));
        ErrorFrame error = await miner.ExpectAsync<ErrorFrame>();
        Assert.Equal(("invalid_frame", task.Task), (error.Code, error.Task));
    }

    private static async Task<bool> MayReadAsync(
        RouterHost host,
        Hash32 digest,
        TypedDataDomain domain,
        PrivateKey reader,
        ulong lifetime = 60
    )
    {
        ulong expiry = host.Chain.Current.Head.Timestamp + lifetime;
        Signature signature = reader.Sign(GatewayReadTypedData.Digest(domain, reader.Address, digest, expiry));
        using HttpClient client = new() { BaseAddress = host.Url };
        _ = client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            $"Cortensor reader=\"{reader.Address}\", expiry=\"{expiry}\", signature=\"{signature}\""
        );
        return await client.GetStringAsync(new Uri($"/may-read/{digest}", UriKind.Relative)) == "true";
    }

    private static async Task SettleAsync(RouterHost host, TaskKey key, List<(FakeMiner Miner, ResultObject Result)> results)
    {
        CancellationToken none = CancellationToken.None;
        for (byte slot = 0; slot < results.Count; slot++)
        {
            IQueueLedger queue = host.Chain.As(results[slot].Miner.Address).Queue;
            Hash32 digest = CanonicalJson.Digest(results[slot].Result.Encode());
            Assert.True((await queue.PrecommitAsync(key, slot, queue.CommitmentOf(key, queue.Actor, digest, Hash32.Zero), none)).Made);
        }

        for (byte slot = 0; slot < results.Count; slot++)
        {
            (FakeMiner miner, ResultObject result) = results[slot];
            byte[] bytes = result.Encode();
            Hash32 digest = CanonicalJson.Digest(bytes);
            await miner.SendAsync(new CommitFrame(key.Session, key.Task, digest, Convert.ToBase64String(bytes)));
            _ = await miner.ExpectAsync<StoredFrame>();
            Assert.True((await host.Chain.As(miner.Address).Queue.CommitAsync(key, slot, digest, Hash32.Zero, 7, 1, none)).Made);
        }

        Assert.True((await host.Chain.As(RouterHost.OracleKey.Address).Queue.CompleteAsync(key, 0b111, none)).Made);
    }

    private static async Task<JsonElement> GetAsync(RouterHost host, string path)
    {
        using HttpResponseMessage response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
