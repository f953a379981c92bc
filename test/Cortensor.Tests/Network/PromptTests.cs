using System.Text.Json;
using Cortensor.Oracle.Verdicts;
using Cortensor.Primitives;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Network;

namespace Cortensor.Tests.Network;

/// <summary>Prompts that go well, through a whole network.</summary>
public sealed class PromptTests
{
    private static readonly TokenAmount Finney = new(1_000_000_000_000_000);

    [Fact]
    public async Task Three_miners_answer_agree_and_are_paid_to_the_wei()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        SessionBalance before = network.Balance;

        await using ChatStream stream = await network.AskAsync("count");
        Assert.Equal(NetworkScenes.Answer, await stream.ReadToEndAsync());
        Assert.Equal((true, "stop", null), (stream.IsDone, stream.Finish, stream.ErrorCode));
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);

        Assert.Equal(stream.Miners, task.Slots.Select(static slot => slot.Miner));
        Assert.Equal((1, 0b111u, 0b111u), ((int)task.Round, task.Committed, task.Accepted));
        Verdict verdict = Assert.IsType<Verdict>(network.Oracle.VerdictOn(stream.Key));
        Assert.All(verdict.Slots, static slot => Assert.Equal((true, "agrees"), (slot.Accepted, slot.Reason)));
        Assert.True(verdict.Agreed);

        // One token in at 1 finney, eleven out at 2: 23 a slot, of which the miner gets 80 %, the router 8 %, the treasury 5 %; the rest
        // goes back.
        Assert.All(task.Slots, static slot => Assert.Equal((1u, 11u), (slot.PromptTokens, slot.OutputTokens)));
        TokenAmount paid = Finney * 184 / 10;
        foreach (TaskSlot slot in task.Slots)
        {
            Assert.Equal(paid, slot.Paid);
            Assert.Equal(network.Options.BondMoney + paid, network.Chain.Current.AccountBalances[slot.Miner]);
        }

        TokenAmount gross = Finney * 69;
        Assert.Equal(gross * 8 / 100, network.Chain.Current.AccountBalances[network.Router.Address]);
        Assert.Equal(gross * 5 / 100, network.Chain.Current.AccountBalances[network.Chain.Options.Treasury]);
        Assert.Equal(gross * 93 / 100, task.Charged);
        Assert.Equal(before.Free - task.Charged, network.Balance.Free);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task One_miner_is_enough_where_the_session_says_so()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 2, Redundancy = 1 });
        await using ChatStream stream = await network.AskAsync("alone");
        string text = await stream.ReadToEndAsync();
        Assert.StartsWith("You ask about \"alone\".", text, StringComparison.Ordinal);
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        Assert.Equal(stream.Miners.Single(), task.Slots.Single().Miner);
        Assert.Equal("alone", Assert.IsType<Verdict>(network.Oracle.VerdictOn(stream.Key)).Slots.Single().Reason);
        Assert.Equal(text, (await NetworkScenes.ResultAsync(network, task.Slots[0])).Text);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task Without_proof_nothing_is_judged()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3, Proof = ProofKind.None });
        network.Miners[1].Engine.Say("Something else altogether.");
        await using ChatStream stream = await network.AskAsync("hello");
        _ = await stream.ReadToEndAsync();
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        Assert.Null(network.Oracle.VerdictOn(stream.Key));
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_miner_that_answers_something_else_is_named_and_not_paid()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3 });
        NetworkScenes.AllSay(network, "The sky is blue because air scatters short waves of light more than long ones.");
        TestMiner odd = network.Miners[1];
        odd.Engine.Say("Bananas grow in bunches, ripen slowly, taste sweet, keep badly; monkeys like them.");

        await using ChatStream stream = await network.AskAsync("why is the sky blue");
        _ = await stream.ReadToEndAsync();
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);

        int slot = Enumerable.Range(0, 3).Single(index => task.Slots[index].Miner == odd.Address);
        Assert.Equal(0b111u & ~(1u << slot), task.Accepted);
        Assert.Equal(TokenAmount.Zero, task.Slots[slot].Paid);
        Assert.All(task.Slots.Where((_, index) => index != slot), static honest => Assert.True(honest.Paid > TokenAmount.Zero));
        Assert.Equal(network.Options.BondMoney, network.Chain.Current.AccountBalances[odd.Address]);
        using JsonDocument verdict = JsonDocument.Parse(
            await network.Client.GetStringAsync(new Uri(network.Oracle.Url, $"/verdicts/{stream.Key.Session}/{stream.Key.Task}"))
        );
        JsonElement named = verdict.RootElement.GetProperty("slots")[slot];
        Assert.Equal(odd.Address.ToString(), named.GetProperty("miner").GetString());
        Assert.Equal("outlier", named.GetProperty("reason").GetString());
        Assert.True(named.GetProperty("distance").GetDouble() > verdict.RootElement.GetProperty("threshold").GetDouble());
        using JsonDocument shown = JsonDocument.Parse(
            await network.Client.GetStringAsync(new Uri($"/api/v1/tasks/{stream.Key.Session}/{stream.Key.Task}", UriKind.Relative))
        );
        JsonElement view = shown.RootElement.GetProperty("slots")[slot];
        Assert.False(view.GetProperty("accepted").GetBoolean());
        Assert.Equal(named.GetProperty("distance").GetDouble(), view.GetProperty("distance").GetDouble(), 6);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task Nobody_is_paid_when_no_two_agree()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 3 });
        SessionBalance before = network.Balance;
        network.Miners[0].Engine.Say("Red apples fall far from old trees.");
        network.Miners[1].Engine.Say("Seven ships sailed north under cold stars.");
        network.Miners[2].Engine.Say("Concrete hardens while water binds cement.");
        await using ChatStream stream = await network.AskAsync("say something");
        _ = await stream.ReadToEndAsync();
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Failed);
        Assert.Equal(FailReason.NoAgreement, task.Failure);
        Assert.Equal(before, network.Balance);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task Prompts_at_the_same_time_do_not_mix()
    {
        await using TestNetwork network = await TestNetwork.StartAsync(new TestNetworkOptions { Miners = 5, EngineSlots = 2 });
        string[] prompts = [.. Enumerable.Range(0, 6).Select(static number => $"question {number}")];
        ChatStream[] streams = await Task.WhenAll(prompts.Select(prompt => network.AskAsync(prompt)));
        string[] texts = await Task.WhenAll(streams.Select(static stream => stream.ReadToEndAsync()));
        for (int index = 0; index < prompts.Length; index++)
        {
            Assert.StartsWith($"You ask about \"{prompts[index]}\".", texts[index], StringComparison.Ordinal);
            Assert.True(streams[index].IsDone);
            QueueTask task = await network.WaitForTaskAsync(streams[index].Key, TaskState.Completed);
            Assert.Equal(0b111u, task.Accepted);
            await streams[index].DisposeAsync();
        }

        Assert.Equal(prompts.Length, streams.Select(static stream => stream.Key).Distinct().Count());
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task A_client_that_hangs_up_leaves_a_task_that_settles()
    {
        // Fewer credits than tokens: somebody must grant more when nobody reads.
        await using TestNetwork network = await TestNetwork.StartAsync(
            new TestNetworkOptions { Router = static router => router.TokenCredits = 4 }
        );
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        NetworkScenes.AllHoldAt(network, 2);
        ChatStream stream = await network.AskAsync("count");
        await stream.ReadWordsAsync(2);
        await stream.DisposeAsync();
        NetworkScenes.AllHoldAt(network, int.MaxValue);
        QueueTask task = await network.WaitForTaskAsync(stream.Key, TaskState.Completed);
        Assert.Equal(0b111u, task.Accepted);
        Assert.Equal(NetworkScenes.Answer, (await NetworkScenes.ResultAsync(network, task.Slots[0])).Text);
        NetworkScenes.AllIsWell(network);
    }

    [Fact]
    public async Task The_native_api_answers_when_the_task_has_ended_and_shows_all_of_it()
    {
        await using TestNetwork network = await TestNetwork.StartAsync();
        NetworkScenes.AllSay(network, NetworkScenes.Answer);
        using HttpResponseMessage response = await network.PostAsync(
            "/api/v1/completions",
            """{"prompt":"count","wait_for":"ended","client_reference":"mine","max_tokens":20}"""
        );
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        using JsonDocument answer = JsonDocument.Parse(body);
        Assert.Equal(NetworkScenes.Answer, answer.RootElement.GetProperty("choices")[0].GetProperty("text").GetString());
        JsonElement provenance = answer.RootElement.GetProperty("cortensor");
        Assert.Equal("VALID", provenance.GetProperty("verdict").GetString());

        string url = provenance.GetProperty("task_url").GetString()!;
        using JsonDocument shown = JsonDocument.Parse(await network.Client.GetStringAsync(new Uri(url, UriKind.RelativeOrAbsolute)));
        JsonElement task = shown.RootElement;
        QueueTask known = network.Chain.Current.Tasks.Values.Single();
        Assert.Equal(
            ("Completed", 4, "VALID"),
            (task.GetProperty("state").GetString(), task.GetProperty("status").GetInt32(), task.GetProperty("verdict").GetString())
        );
        Assert.Equal(known.Charged.ToString(), task.GetProperty("charged").GetString());
        Assert.Equal(provenance.GetProperty("request_cid").GetString(), task.GetProperty("request_cid").GetString());
        Assert.Equal(
            [NetworkScenes.Answer, NetworkScenes.Answer, NetworkScenes.Answer],
            Strings(task.GetProperty("results").GetProperty("data"))
        );
        Assert.Equal(known.Slots.Select(static slot => slot.Miner.ToString()), Strings(task.GetProperty("assigned_miners")));
        Assert.Equal(
            ["submit", "precommit", "precommit", "precommit", "commit", "commit", "commit", "complete"],
            task.GetProperty("steps").EnumerateArray().Select(static step => step.GetProperty("move").GetString())
        );
        Assert.All(
            task.GetProperty("slots").EnumerateArray(),
            static slot =>
                Assert.Equal(
                    ("committed", true, 11),
                    (
                        slot.GetProperty("state").GetString(),
                        slot.GetProperty("accepted").GetBoolean(),
                        slot.GetProperty("output_tokens").GetInt32()
                    )
                )
        );
        NetworkScenes.AllIsWell(network);
    }

    private static IEnumerable<string?> Strings(JsonElement list) => list.EnumerateArray().Select(static item => item.GetString());
}
