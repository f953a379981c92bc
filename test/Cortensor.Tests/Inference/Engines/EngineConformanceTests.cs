using Cortensor.Inference.Engines.OpenAi;
using Cortensor.Inference.Engines.Scripted;
using Cortensor.Protocol.Inference;
using Cortensor.Testing.Inference;
using Cortensor.Testing.Network;
using Cortensor.Tests.Inference.Engines.Llama;

namespace Cortensor.Tests.Inference.Engines;

/// <summary>Every engine keeps the same contract; the server of the openai engine is our own router, with a network behind it.</summary>
public sealed class EngineConformanceTests(LlamaEngineFixture llama, EngineConformanceTests.Served served)
    : IClassFixture<LlamaEngineFixture>,
        IClassFixture<EngineConformanceTests.Served>
{
    public static TheoryData<string> Checks => [.. InferenceEngineKit.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_scripted_engine(string name)
    {
        await using ScriptedEngine engine = new(new ScriptedEngineOptions { Models = [TestNetwork.Model], Slots = 3 }, TimeProvider.System);
        await RunAsync(name, engine);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_llama_engine(string name) => RunAsync(name, llama.Engine);

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_openai_engine_over_our_router(string name) => RunAsync(name, served.Engine);

    private static Task RunAsync(string name, IInferenceEngine engine) =>
        InferenceEngineKit.Checks.Single(check => check.Name == name).RunAsync(engine, TestContext.Current.CancellationToken);

    /// <summary>A network, and an engine that is its client.</summary>
    public sealed class Served : IAsyncLifetime
    {
        private TestNetwork? _network;

        internal OpenAiEngine Engine { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _network = await TestNetwork.StartAsync(
                new TestNetworkOptions
                {
                    Miners = 1,
                    Redundancy = 1,
                    EngineSlots = 16,
                }
            );
            Engine = await OpenAiEngine.StartAsync(
                new OpenAiEngineOptions
                {
                    Model = TestNetwork.Model,
                    Url = _network.Router.Url,
                    ApiKey = TestNetwork.ApiKey,
                    Slots = 2,
                },
                null,
                TimeProvider.System,
                default
            );
        }

        public async ValueTask DisposeAsync()
        {
            await Engine.DisposeAsync();
            if (_network is not null)
            {
                await _network.DisposeAsync();
            }
        }
    }
}
