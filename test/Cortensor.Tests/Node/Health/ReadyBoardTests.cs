using Cortensor.Api.Native;
using Cortensor.Node.Health;
using Cortensor.Protocol.Nodes;
using Cortensor.Testing.Time;

namespace Cortensor.Tests.Node.Health;

public sealed class ReadyBoardTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Every_cause_is_listed_with_its_check_and_code()
    {
        ReadyBoard board = Board(
            new Check("chain", () => ReadyFinding.Ok),
            new Check("gas", () => ReadyFinding.Of(ReadyCodes.GasLow, "empty")),
            new Check("disk", () => throw new InvalidOperationException("broken"))
        );
        HealthView health = await board.CheckAsync(TestContext.Current.CancellationToken);
        Assert.Equal("unavailable", health.Status);
        Assert.Equal(["ok", "gas_low", "check_failed"], health.Checks.Values);
        Assert.Equal([new HealthCause("gas", "gas_low", "empty"), new HealthCause("disk", "check_failed", "broken")], health.Causes);
        Assert.Same(health, board.Last);
    }

    [Fact]
    public async Task Without_a_cause_it_is_ok()
    {
        HealthView health = await Board(new Check("chain", () => ReadyFinding.Ok)).CheckAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("ok", 0), (health.Status, health.Causes.Count));
    }

    [Fact]
    public async Task A_check_that_hangs_is_told_and_the_others_are_answered()
    {
        TaskCompletionSource<ReadyFinding> never = new();
        Task<HealthView> asking = Board(new Check("chain", () => ReadyFinding.Ok), new Hanging(never.Task))
            .CheckAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(3));
        HealthView health = await asking;
        Assert.Equal(["ok", "check_failed"], health.Checks.Values);
    }

    private ReadyBoard Board(params IReadyCheck[] checks) => new(checks, _clock);

    private sealed class Check(string name, Func<ReadyFinding> look) : IReadyCheck
    {
        public string Name => name;

        public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(look());
    }

    private sealed class Hanging(Task<ReadyFinding> answer) : IReadyCheck
    {
        public string Name => "hanging";

        public ValueTask<ReadyFinding> CheckAsync(CancellationToken cancellationToken) => new(answer);
    }
}
