using Cortensor.Inference.Engines.Llama;

namespace Cortensor.Tests.Inference.Engines.Llama;

/// <summary>One engine for all tests that leave it as they found it; a small context, so that filling it is quick.</summary>
public sealed class LlamaEngineFixture : IAsyncLifetime
{
    private LlamaEngine? _engine;
    private string? _missing;

    public LlamaEngine Engine
    {
        get
        {
            Assert.SkipWhen(_engine is null, _missing ?? string.Empty);
            return _engine!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _engine = await RealModel.StartAsync(RealModel.Options() with { ContextTokens = 512 });
        }
        catch (Exception e) when (e.Message.StartsWith("$XunitDynamicSkip$", StringComparison.Ordinal))
        {
            _missing = e.Message["$XunitDynamicSkip$".Length..];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }
}
