using System.Diagnostics.Metrics;
using Cortensor.Miner;
using Cortensor.Miner.Inference;
using Cortensor.Protocol.Inference;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Miner.Inference;

public sealed class InferenceRunnerTests : IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private QueueWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await QueueWorld.StartAsync(1, 1);

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task No_more_run_at_once_than_the_engine_has_slots_and_no_more_wait_than_allowed()
    {
        GatedEngine engine = new("a", "b") { HoldAfter = 1, Slots = 1 };
        using InferenceRunner runner = Runner(engine, new MinerOptions { MaxWaiting = 1 });
        AnswerBuffer running = new();
        Task<InferenceOutcome> first = runner.RunAsync(Order(1), running, default);
        Assert.NotEmpty(await running.ReadAsync(0, 1, default));
        Assert.False(running.IsQueued);
        AnswerBuffer queued = new();
        Task<InferenceOutcome> second = runner.RunAsync(Order(2), queued, default);
        Assert.True(queued.IsQueued);
        Declined third = Assert.IsType<Declined>(await runner.RunAsync(Order(3), new AnswerBuffer(), default));
        Assert.Equal(DeclineReason.NoSlot, third.Reason);
        Assert.Single(engine.Requests);
        engine.Open();
        Assert.IsType<Answered>(await first);
        Assert.IsType<Answered>(await second);
        Assert.False(queued.IsQueued);
    }

    [Fact]
    public async Task A_cancelled_run_frees_its_slot()
    {
        GatedEngine engine = new("a", "b") { HoldAfter = 1, Slots = 1 };
        using InferenceRunner runner = Runner(engine);
        using CancellationTokenSource cancel = new();
        AnswerBuffer running = new();
        Task<InferenceOutcome> first = runner.RunAsync(Order(1), running, cancel.Token);
        Assert.NotEmpty(await running.ReadAsync(0, 1, default));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Empty(await running.ReadAsync(1, 1, default));
        Task<InferenceOutcome> second = runner.RunAsync(Order(2), new AnswerBuffer(), default);
        engine.Open();
        Assert.IsType<Answered>(await second);
    }

    [Fact]
    public async Task An_engine_that_keeps_breaking_is_given_up()
    {
        using InferenceRunner runner = Runner(new BrokenEngine(), new MinerOptions { InferenceAttempts = 2 });
        Declined declined = Assert.IsType<Declined>(await runner.RunAsync(Order(1), new AnswerBuffer(), default));
        Assert.Equal(DeclineReason.ModelUnavailable, declined.Reason);
    }

    [Theory]
    [InlineData(InferenceRefusalCodes.OverContext, DeclineReason.OverContext)]
    [InlineData(InferenceRefusalCodes.NoSlot, DeclineReason.NoSlot)]
    [InlineData(InferenceRefusalCodes.UnknownModel, DeclineReason.ModelUnavailable)]
    [InlineData(InferenceRefusalCodes.InvalidArgument, DeclineReason.PromptUnavailable)]
    public async Task A_refusal_becomes_a_decline_with_its_reason(string code, DeclineReason reason)
    {
        using InferenceRunner runner = Runner(new GatedEngine("a") { Fault = (-1, new InferenceRefusedException(code, "no")) });
        AnswerBuffer buffer = new();
        Assert.Equal(reason, Assert.IsType<Declined>(await runner.RunAsync(Order(1), buffer, default)).Reason);
        Assert.False(await buffer.HasStartedAsync(default));
    }

    private InferenceRunner Runner(IInferenceEngine engine, MinerOptions? options = null) =>
        new(
            engine,
            _world.Identity(0),
            Options.Create(options ?? new MinerOptions()),
            _world.Clock,
            new MinerInstruments(_services.GetRequiredService<IMeterFactory>()),
            NullLogger<InferenceRunner>.Instance
        );

    private WorkOrder Order(ulong task) =>
        new(new TaskKey(_world.Session, new Cortensor.Primitives.TaskId(task)), default, default, _world.Request());

    private sealed class BrokenEngine : IInferenceEngine
    {
        public IReadOnlyList<ModelDescription> Models { get; } = [];

        public int Slots => 1;

        public ValueTask<int> CountPromptTokensAsync(InferenceRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(1);

        public IAsyncEnumerable<InferenceEvent> GenerateAsync(InferenceRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a driver fell over");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
