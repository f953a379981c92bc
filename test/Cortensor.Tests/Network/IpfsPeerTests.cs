using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Storage;
using Cortensor.Testing.Network;
using Cortensor.Tests.Storage;

namespace Cortensor.Tests.Network;

/// <summary>What the rest of IPFS sees of a network: Helia asks the router's node who has a result, and fetches it.</summary>
public sealed class IpfsPeerTests
{
    [Fact]
    public async Task Helia_fetches_the_result_of_a_public_session_and_its_bytes_are_the_ones_committed_on_chain()
    {
        await using TestNetwork network = await StartAsync(isPublic: true);
        QueueTask task = await AnswerAsync(network);
        Cid cid = Cid.Raw(task.Slots.Single().ResultDigest);

        (byte[] bytes, string error) = await HeliaPeer.FetchAsync(network.Router.Url, cid, TestContext.Current.CancellationToken);

        Assert.Equal(string.Empty, error);
        Assert.Equal(cid, Cid.Of(CidCodec.Raw, bytes));
        Assert.Contains(NetworkScenes.Answer, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Helia_finds_nobody_who_has_the_result_of_a_private_session()
    {
        await using TestNetwork network = await StartAsync(isPublic: false);
        QueueTask task = await AnswerAsync(network);

        (byte[] bytes, string error) = await HeliaPeer.FetchAsync(
            network.Router.Url,
            Cid.Raw(task.Slots.Single().ResultDigest),
            TestContext.Current.CancellationToken
        );

        Assert.Empty(bytes);
        Assert.NotEqual(string.Empty, error);
    }

    private static Task<TestNetwork> StartAsync(bool isPublic) =>
        TestNetwork.StartAsync(
            new TestNetworkOptions
            {
                Miners = 1,
                Redundancy = 1,
                Proof = ProofKind.None,
                Session = config => config with { IsPublic = isPublic },
            }
        );

    private static async Task<QueueTask> AnswerAsync(TestNetwork network)
    {
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        await using ChatStream stream = await network.AskAsync("count");
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
        return await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
    }
}
