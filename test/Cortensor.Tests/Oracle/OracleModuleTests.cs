using Cortensor.Oracle;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Oracle;

/// <summary>The role as a host runs it.</summary>
public sealed class OracleModuleTests
{
    [Fact]
    public async Task The_hosted_oracle_completes_what_miners_commit_and_replaces_who_is_late()
    {
        using QueueWorld world = await QueueWorld.StartAsync(4, 2);
        using OracleRig miners = new(world);
        await using ServiceProvider services = Services(world, miners.Shelf, world.Chain).BuildServiceProvider();
        IHostedService oracle = services.GetServices<IHostedService>().Single();
        await oracle.StartAsync(default);

        TaskKey paid = await world.SubmitAsync(world.Request(blind: 1), 0, 1);
        await miners.AnswerAsync(paid, "yes", "yes");
        await world.UntilAsync("a completed task", snapshot => snapshot.Tasks[paid].Outcome == TaskState.Completed);

        TaskKey late = await world.SubmitAsync(world.Request(blind: 2), 0, 1);
        world.Pass(6);
        await world.UntilAsync("a second round", snapshot => snapshot.Tasks[late].Round == 2);
        await oracle.StopAsync(default);
        world.Chain.AssertMoneyConserved();
    }

    [Fact]
    public async Task A_view_that_breaks_ends_the_role_instead_of_half_of_it()
    {
        using QueueWorld world = await QueueWorld.StartAsync(1, 1);
        await using ServiceProvider services = Services(world, new PayloadShelf(), new BrokenView(world.Chain)).BuildServiceProvider();
        BackgroundService oracle = Assert.IsAssignableFrom<BackgroundService>(services.GetServices<IHostedService>().Single());
        await oracle.StartAsync(default);
        await Assert.ThrowsAsync<IOException>(() => oracle.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System));
    }

    [Fact]
    public void Every_fault_of_the_options_is_reported_at_once()
    {
        Assert.True(new OracleOptionsValidator().Validate(null, new OracleOptions()).Succeeded);
        OracleOptions wrong = new()
        {
            Parallel = 0,
            KeptVerdicts = 0,
            MissingResultSeconds = 3_601,
        };
        ValidateOptionsResult result = new OracleOptionsValidator().Validate(null, wrong);
        Assert.Equal(3, result.Failures!.Count());
    }

    private static IServiceCollection Services(QueueWorld world, IPayloadSource source, INetworkView view) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(view)
            .AddSingleton(world.Chain.As(world.Oracle.Address).Queue)
            .AddSingleton(world.Chain.As(world.Oracle.Address).Pool)
            .AddSingleton(source)
            .AddSingleton<IEmbedder>(new TextEmbedder())
            .AddOracle();
}
