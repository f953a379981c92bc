using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Access;

namespace Cortensor.Tests.Router.Access;

public sealed class ChainObjectsTests
{
    [Fact]
    public async Task What_the_chain_shows_between_two_looks_is_found()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        ChainObjects owners = new(host.Chain);
        Assert.Null(owners.Find(Keccak256.HashText("request 1")));
        TaskKey first = await SubmitAsync(host, 1, "request 1");
        Assert.Equal(new ObjectOwner(first, null), owners.Find(Keccak256.HashText("request 1")));
        TaskKey second = await SubmitAsync(host, 2, "request 2");
        TaskKey third = await SubmitAsync(host, 3, "request 3");
        Assert.Equal(second, owners.Find(Keccak256.HashText("request 2"))!.Task);
        Assert.Equal(third, owners.Find(Keccak256.HashText("request 3"))!.Task);
        Assert.Null(owners.Find(Keccak256.HashText("request 4")));
    }

    [Fact]
    public async Task A_task_that_names_somebody_elses_object_does_not_get_it()
    {
        await using RouterHost host = await RouterHost.StartAsync(connect: false);
        ChainObjects owners = new(host.Chain);
        TaskKey first = await SubmitAsync(host, 1, "request");
        Assert.Equal(first, owners.Find(Keccak256.HashText("request"))!.Task);
        _ = await SubmitAsync(host, 2, "request");
        _ = await SubmitAsync(host, 3, "something else");
        Assert.NotNull(owners.Find(Keccak256.HashText("something else")));
        Assert.Equal(first, owners.Find(Keccak256.HashText("request"))!.Task);
    }

    /// <summary>The owner's own task, without a router.</summary>
    private static async Task<TaskKey> SubmitAsync(RouterHost host, ulong number, string request)
    {
        TaskKey key = new(host.Session, new TaskId(number));
        MoveResult made = await host
            .Chain.As(RouterHost.OwnerKey.Address)
            .Queue.SubmitAsync(
                new TaskSubmission(key, Keccak256.HashText(request), TokenAmount.OneCor, 8, default, [], TaskAuthority.None, default),
                TestContext.Current.CancellationToken
            );
        Assert.True(made.Made, made.Made ? string.Empty : made.Refusal.ToString());
        return key;
    }
}
