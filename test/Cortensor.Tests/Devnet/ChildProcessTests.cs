using Cortensor.Devnet;
using Cortensor.Devnet.Processes;
using Cortensor.Node;

namespace Cortensor.Tests.Devnet;

public sealed class ChildProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-child-").FullName;
    private readonly LongLivedThread _starter = new("test-starter");

    public void Dispose()
    {
        _starter.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_writes_its_log_and_ends_when_its_input_ends()
    {
        await using ChildProcess child = await StartAsync("echo hello; cat >/dev/null; echo bye; exit 7");
        child.AskToStop();
        await EndAsync(child);
        Assert.Equal(7, child.ExitCode);
        Assert.Equal(["hello", "bye"], child.LastLogLines(5));
    }

    [Fact]
    public async Task It_is_asked_by_signal_when_it_does_not_read()
    {
        await using ChildProcess child = await StartAsync(
            "trap 'echo put away; exit 0' TERM; echo ready; while :; do sleep 0.05; done",
            diesWithParent: true
        );
        while (!child.LastLogLines(1).SequenceEqual(["ready"]))
        {
            await Task.Yield();
        }

        child.AskToStop();
        await EndAsync(child);
        Assert.Equal(0, child.ExitCode);
        Assert.Equal("put away", child.LastLogLines(1).Single());
    }

    [Fact]
    public async Task Disposing_ends_it_and_its_children()
    {
        string pidFile = Path.Combine(_folder, "grandchild");
        ChildProcess child = await StartAsync($"sleep 600 & echo $! >{pidFile}.new; mv {pidFile}.new {pidFile}; wait");
        while (!File.Exists(pidFile))
        {
            await Task.Yield();
        }

        ProcessIdentity grandchild = ProcessIdentity.Of(
            int.Parse(await File.ReadAllTextAsync(pidFile), System.Globalization.CultureInfo.InvariantCulture)
        )!;
        await child.DisposeAsync();
        Assert.False(child.Identity.IsAlive);
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(20));
        while (grandchild.IsAlive)
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_failure_names_the_process_its_last_lines_and_its_log()
    {
        await using ChildProcess child = await StartAsync("for i in $(seq 30); do echo line $i; done; exit 3");
        await EndAsync(child);
        CodedException failure = DevnetFailure.Of(child, "ended with exit code 3");
        Assert.Equal(ExitCodes.Network, failure.Exit);
        Assert.StartsWith("miner-2 ended with exit code 3. Its last lines (", failure.Message, StringComparison.Ordinal);
        Assert.Contains(child.Settings.LogPath, failure.Message, StringComparison.Ordinal);
        Assert.Contains("line 30", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 10", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_ends_at_once_and_says_so_in_the_log()
    {
        await using ChildProcess child = await ChildProcess.StartAsync(
            new ChildSettings("router", 1, Path.Combine(_folder, "none"), [], Log()),
            _starter
        );
        await EndAsync(child);
        Assert.Equal(127, child.ExitCode);
        Assert.NotEmpty(child.LastLogLines(1));
    }

    private string Log() => Path.Combine(_folder, "log");

    private Task<ChildProcess> StartAsync(string script, bool diesWithParent = false) =>
        ChildProcess.StartAsync(
            new ChildSettings("miner", 2, "/bin/sh", ["-c", script], Log()) { DiesWithParent = diesWithParent },
            _starter
        );

    private static Task EndAsync(ChildProcess child) =>
        child
            .WaitForEndAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
}
