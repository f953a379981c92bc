using Cortensor.Api.Frames;
using Cortensor.Miner;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Protocol.Storage;
using Cortensor.Testing.Storage;
using Cortensor.Tests.Miner.Routers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cortensor.Tests.Miner;

/// <summary>The role as a host runs it, over a real socket.</summary>
public sealed class MinerModuleTests
{
    [Fact]
    public async Task A_hosted_miner_streams_binds_itself_delivers_and_commits()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1, ProofKind.None);
        await using RouterServer server = await RouterServer.StartAsync();
        MemoryResultJournal journal = new();
        await using ServiceProvider services = Services(world, journal, server.Url).BuildServiceProvider();
        IHostedService miner = services.GetServices<IHostedService>().OfType<MinerService>().Single();
        await miner.StartAsync(default);

        RouterSide router = await server.AcceptAsync();
        _ = await router.WelcomeAsync(world);
        TaskObject request = world.Request();
        byte[] bytes = request.Encode();
        TaskKey key = world.NextKey;
        await router.SendAsync(
            new TaskFrame(
                key.Session,
                key.Task,
                CanonicalJson.Digest(bytes),
                Convert.ToBase64String(bytes),
                world.SeedOf(request),
                true,
                [],
                []
            )
        );
        Assert.StartsWith("one", (await router.ExpectAsync<TokenFrame>()).Text, StringComparison.Ordinal);
        DoneFrame done = await router.ExpectAsync<DoneFrame>();
        _ = await world.SubmitAsync(request, 0);
        CommitFrame commit = await router.ExpectAsync<CommitFrame>();
        Assert.Equal((done.ResultDigest, 0u), (commit.ResultDigest, world.Task(key).Committed));
        await router.SendAsync(new StoredFrame(key.Session, key.Task, commit.ResultDigest));
        await world.UntilAsync("a commit", snapshot => snapshot.Tasks[key].Committed == 1);
        Assert.Equal(4, world.Chain.Current.Nodes[world.Miners[0].Address].Slots);

        _ = await MinerRig.UntilAsync(
            "an empty journal",
            async () =>
            {
                world.Chain.Mine();
                return (await journal.ListAsync(default)).Count == 0 ? "empty" : null;
            }
        );
        await miner.StopAsync(default);
    }

    [Fact]
    public async Task A_view_that_breaks_ends_the_role_instead_of_half_of_it()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1);
        await using RouterServer server = await RouterServer.StartAsync();
        IServiceCollection services = Services(world, new MemoryResultJournal(), server.Url)
            .AddSingleton<INetworkView>(new BrokenView(world.Chain));
        await using ServiceProvider provider = services.BuildServiceProvider();
        BackgroundService miner = Assert.IsAssignableFrom<BackgroundService>(
            provider.GetServices<IHostedService>().OfType<MinerService>().Single()
        );
        await miner.StartAsync(default);
        await Assert.ThrowsAsync<IOException>(() => miner.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System));
    }

    private static IServiceCollection Services(QueueWorld world, IResultJournal journal, Uri router) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(world.Clock)
            .AddSingleton<INetworkView>(world.Chain)
            .AddSingleton(world.Identity(0))
            .AddSingleton(world.Chain.As(world.Miners[0].Address).Queue)
            .AddSingleton(world.Chain.As(world.Miners[0].Address).Pool)
            .AddSingleton<IInferenceEngine>(new GatedEngine("one", " two"))
            .AddSingleton(journal)
            .AddSingleton<IPayloadSource>(new PayloadShelf())
            .AddMiner(options =>
            {
                options.Slots = 4;
                options.Routers.Add(new RouterEndpoint { Url = router, Router = world.Router.Address });
            });
}
