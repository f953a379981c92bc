using System.Diagnostics;
using System.Globalization;
using Cortensor.Api.Native;
using Cortensor.Primitives;

namespace Cortensor.FunctionalTests.Trouble.Disk;

/// <summary>The process of a miner that the kernel lets write nothing more: it says so, hands its work to others, and works again when it may write.</summary>
[Collection(SharedNetwork.Name)]
public sealed class NodeWithFullDiskTests(SharedNetwork shared)
{
    private const int MostPrompts = 4;
    private const string AlmostNothing = "256";
    private const string Unlimited = "unlimited";

    [Fact]
    public async Task It_is_not_ready_hands_its_work_back_and_recovers_when_there_is_room()
    {
        RunningNetwork network = shared.Network;
        (Address full, int pid) = network.Miner(1);
        SessionView before = await network.SessionAsync();
        LimitFiles(pid, AlmostNothing);
        await network.UntilMinerIsAsync(1, "disk_unwritable");

        // Three of four are asked each time: sooner or later it is one of them.
        bool wasAsked = false;
        for (int prompt = 0; prompt < MostPrompts && !wasAsked; prompt++)
        {
            TaskDetails task = await network.EndOfAsync(await network.AskAsync("Tell me about the archive."));
            Assert.Equal("Completed", task.State);
            Assert.Equal(3, task.Slots.Count(static slot => slot.Accepted == true && slot.Paid > TokenAmount.Zero));
            Assert.DoesNotContain(task.Slots, slot => slot.Miner == full && slot.Paid > TokenAmount.Zero);
            wasAsked = task.Slots.Any(slot => slot.Miner == full);
        }

        Assert.True(wasAsked, "The miner was never asked.");
        _ = await network.SettledAsync(before);
        LimitFiles(pid, Unlimited);
        await network.UntilMinerIsAsync(1, null);
        await network.AssertNextPromptAsync();
    }

    /// <summary>The largest file that the process may write, as <c>ulimit -f</c> sets it before a start.</summary>
    private static void LimitFiles(int pid, string bytes)
    {
        if (!File.Exists("/usr/bin/prlimit"))
            Assert.Skip("prlimit (util-linux) is not installed.");
        using Process prlimit = Process.Start("/usr/bin/prlimit", ["--pid", pid.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:{Unlimited}"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }
}
