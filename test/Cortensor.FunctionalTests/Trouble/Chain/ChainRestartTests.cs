using System.Text;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;
using Cortensor.Cli.Demo;

namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>
/// The dev chain of a real network, ended in the middle of work and started again by the supervisor from its saved state. A chain that was
/// killed goes back in time; whatever it then says is the truth: what it charged is what the session lost, nothing stays reserved, and the
/// next prompt is answered.
/// </summary>
[Collection(SharedNetwork.Name)]
public sealed class ChainRestartTests(SharedNetwork shared)
{
    [Fact]
    public async Task Stopped_in_the_middle_of_an_answer_the_task_is_paid_or_refunded()
    {
        RunningNetwork network = shared.Network;
        SessionView before = await network.SessionAsync();
        StringBuilder text = new();
        Provenance? provenance = null;
        bool stopped = false;
        ulong head = 0;
        await foreach (ChatCompletionChunk chunk in network.Router.ChatAsync(network.Question("Tell me about the harbour."), network.Stop))
        {
            provenance = chunk.Cortensor ?? provenance;
            _ = text.Append(string.Concat(chunk.Choices.Select(choice => choice.Delta.Content)));
            if (stopped || text.Length < 10)
            {
                continue;
            }

            await network.UntilTasksAsync(before.TaskCount + 1);
            head = await network.HeadAsync();
            network.StopChain();
            stopped = true;
        }

        Assert.True(stopped);
        Assert.NotNull(provenance);
        _ = await network.UntilChainIsBackAsync(head);
        TaskDetails task = Assert.Single(await network.SettledAsync(before));
        Assert.Contains(task.State, (string[])["Completed", "Failed"]);
        if (task.State == "Completed")
        {
            Assert.Contains(text.ToString(), task.Results.Data);
        }

        await network.AssertNextPromptAsync();
    }

    [Fact]
    public async Task Killed_it_goes_back_in_time_and_the_nodes_go_back_with_it()
    {
        RunningNetwork network = shared.Network;
        SessionView before = await network.SessionAsync();
        await network.NextStateSavedAsync();
        DemoAnswer first = await network.AskAsync("Tell me about the tide.");
        TaskDetails paid = await network.EndOfAsync(first);
        Assert.Equal("Completed", paid.State);
        ulong head = await network.HeadAsync();
        network.KillChain();
        ulong back = await network.UntilChainIsBackAsync(head);
        Assert.True(back < head, "The chain did not go back.");

        // What the saved state holds of the task goes on; what it does not hold never was.
        IReadOnlyList<TaskDetails> tasks = await network.SettledAsync(before);
        Assert.InRange(tasks.Count, 0, 1);
        await network.AssertNextPromptAsync();
        Assert.Equal(before.TaskCount + (ulong)tasks.Count + 1, (await network.SessionAsync()).TaskCount);
    }
}
