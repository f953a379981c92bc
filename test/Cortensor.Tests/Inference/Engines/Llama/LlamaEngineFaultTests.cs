using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Cortensor.Inference;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Protocol.Inference;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Inference.Engines.Llama;

public sealed class LlamaEngineFaultTests
{
    private const string Question = "Tell a long story about the sea.";

    [Fact]
    public async Task A_killed_worker_costs_one_answer()
    {
        await using LlamaEngine engine = await RealModel.StartAsync();
        await Assert.ThrowsAsync<InferenceFailedException>(async () =>
        {
            await foreach (
                InferenceEvent happened in engine.GenerateAsync(RealModel.Ask(Question, 1000), TestContext.Current.CancellationToken)
            )
            {
                if (happened is TokenGenerated)
                {
                    Kill(engine);
                }
            }
        });

        Assert.Equal(2, (await engine.CompleteAsync(RealModel.Ask(Question, 2))).Tokens.Count);
    }

    [Fact]
    public async Task A_worker_that_dies_idle_is_replaced()
    {
        await using LlamaEngine engine = await TinyModel.StartAsync();
        Kill(engine);
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                Assert.Equal(2, (await engine.CompleteAsync(TinyModel.Ask(Question, 2))).Tokens.Count);
                return;
            }
            catch (InferenceFailedException) when (attempt == 0)
            {
                // The first request may meet the dying worker; it must be the only one.
            }
        }
    }

    [Fact]
    public async Task Disposing_leaves_no_worker_behind()
    {
        LlamaEngine engine = await TinyModel.StartAsync();
        using Process worker = Process.GetProcessById(engine.WorkerPids.Single());

        await engine.DisposeAsync();

        Assert.True(worker.HasExited);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(1_000_000)]
    public async Task A_model_file_cut_short_is_refused_with_a_code(int bytes)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".gguf");
        LlamaEngineOptions options = TinyModel.Options();
        try
        {
            await using (FileStream source = File.OpenRead(options.ModelPath))
            await using (FileStream target = File.Create(path))
            {
                byte[] head = new byte[bytes];
                await source.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
                await target.WriteAsync(head, TestContext.Current.CancellationToken);
            }

            EngineStartException refused = await Assert.ThrowsAsync<EngineStartException>(() =>
                TinyModel.StartAsync(options with { ModelPath = path })
            );

            Assert.Equal(EngineStartCodes.ModelUnreadable, refused.Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Libraries_that_do_not_load_are_refused_with_a_code()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cortensor-backend-");
        try
        {
            string build = Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native", "noavx");
            _ = folder.CreateSubdirectory(build);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, build, "libllama.so"),
                "not a library",
                TestContext.Current.CancellationToken
            );

            EngineStartException refused = await Assert.ThrowsAsync<EngineStartException>(() =>
                TinyModel.StartAsync(TinyModel.Options() with { Backend = "noavx", BackendDirectory = folder.FullName })
            );

            Assert.Equal(EngineStartCodes.NativeMismatch, refused.Code);
            Assert.Contains(folder.FullName, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("vulkan")]
    public async Task A_backend_that_is_not_there_is_refused_and_not_replaced(string backend)
    {
        EngineStartException refused = await Assert.ThrowsAsync<EngineStartException>(() =>
            TinyModel.StartAsync(TinyModel.Options() with { Backend = backend, GpuLayers = 99 })
        );
        Assert.Equal(EngineStartCodes.NativeMissing, refused.Code);
    }

    [Theory]
    [InlineData("avx2")]
    [InlineData("noavx")]
    public async Task A_named_build_runs_and_the_profile_says_so(string backend)
    {
        Assert.SkipUnless(backend == "noavx" || System.Runtime.Intrinsics.X86.Avx2.IsSupported, "The processor has no AVX2.");
        await using LlamaEngine engine = await TinyModel.StartAsync(TinyModel.Options() with { Backend = backend });
        Assert.Equal(LlamaEngine.NumericsProfile(backend, 0), engine.Models[0].NumericsProfile);
        Assert.NotEmpty((await engine.CompleteAsync(TinyModel.Ask("Hello!"))).Text);
    }

    [Fact]
    public async Task Wrong_options_are_reported_together()
    {
        LlamaEngineOptions options = TinyModel.Options() with
        {
            Threads = 0,
            ContextTokens = 1,
            ModelPath = "",
            Backend = "fast",
            GpuLayers = 3,
        };
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TinyModel.StartAsync(options));
        Assert.Equal(5, refused.Failures.Count());
    }

    [Fact]
    public async Task A_worker_that_stalls_is_killed()
    {
        await using LlamaEngine engine = await RealModel.StartAsync(RealModel.Options() with { StallTimeout = TimeSpan.FromSeconds(2) });
        await Assert.ThrowsAsync<InferenceFailedException>(async () =>
        {
            await foreach (
                InferenceEvent happened in engine.GenerateAsync(RealModel.Ask(Question, 1000), TestContext.Current.CancellationToken)
            )
            {
                if (happened is TokenGenerated)
                {
                    using Process stop = Process.Start(
                        "kill",
                        ["-STOP", engine.WorkerPids.Single().ToString(CultureInfo.InvariantCulture)]
                    );
                    await stop.WaitForExitAsync(TestContext.Current.CancellationToken);
                }
            }
        });
    }

    [Fact]
    public async Task A_worker_that_is_stuck_while_idle_is_replaced()
    {
        await using LlamaEngine engine = await RealModel.StartAsync(
            RealModel.Options() with
            {
                PingInterval = TimeSpan.FromMilliseconds(100),
                PingTimeout = TimeSpan.FromSeconds(2),
            }
        );
        int stuck = engine.WorkerPids.Single();
        using (Process stop = Process.Start("kill", ["-STOP", stuck.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(20));
        while (!engine.WorkerPids.Any(pid => pid != stuck))
        {
            _ = await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, (await engine.CompleteAsync(RealModel.Ask(Question, 2))).Tokens.Count);
    }

    [Fact]
    public async Task Answers_lost_together_are_all_made_in_their_second_try()
    {
        await using LlamaEngine engine = await RealModel.StartAsync(RealModel.Options() with { Sequences = 3 });
        List<IAsyncEnumerator<InferenceEvent>> running = [];
        for (int i = 0; i < 3; i++)
        {
            running.Add(engine.GenerateAsync(RealModel.Ask(Question, 500), TestContext.Current.CancellationToken).GetAsyncEnumerator());
            Assert.True(await running[^1].MoveNextAsync());
        }

        Kill(engine);
        foreach (IAsyncEnumerator<InferenceEvent> lost in running)
        {
            InferenceFailedException failed = await Assert.ThrowsAsync<InferenceFailedException>(async () =>
            {
                while (await lost.MoveNextAsync())
                {
                    // To the end that comes.
                }
            });
            Assert.Equal(InferenceFailureCodes.WorkerEnded, failed.Code);
            await lost.DisposeAsync();
        }

        InferenceCompleted[] again = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => engine.CompleteAsync(RealModel.Ask(Question, 3)))
        );
        Assert.All(again, one => Assert.Equal(3, one.Tokens.Count));
    }

    private static void Kill(LlamaEngine engine)
    {
        using Process worker = Process.GetProcessById(engine.WorkerPids.Single());
        worker.Kill();
    }
}
