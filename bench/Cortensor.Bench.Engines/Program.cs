using System.Globalization;
using Cortensor.Bench.Engines;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Models;

// Arguments: rounds (5), tokens of an answer (64), threads of the worker (1).
int[] numbers = [5, 64, 1];
for (int i = 0; i < Math.Min(args.Length, numbers.Length); i++)
    numbers[i] = int.Parse(args[i], CultureInfo.InvariantCulture);
(int rounds, int outputTokens, int threads) = (numbers[0], numbers[1], numbers[2]);
int[] loads = [1, 4, 8, 16];

ResolvedModel model = await BenchModel.FindAsync(CancellationToken.None);
LlamaEngineOptions options = new()
{
    Model = model.Id,
    ModelPath = model.Path,
    WeightsSha256 = model.Sha256,
    ContextTokens = 512,
    Threads = threads,
    StallTimeout = TimeSpan.FromMinutes(5),
    PingTimeout = TimeSpan.FromMinutes(2),
};
await using LlamaEngine single = await LlamaEngine.StartAsync(options, null, TimeProvider.System, CancellationToken.None);
await using LlamaEngine batched = await LlamaEngine.StartAsync(options with { Sequences = loads[^1] }, null, TimeProvider.System, CancellationToken.None);
Load one = new(single, outputTokens, TimeProvider.System);
Load many = new(batched, outputTokens, TimeProvider.System);
_ = await one.RunAsync(1, CancellationToken.None);
_ = await many.RunAsync(loads[^1], CancellationToken.None);

Console.WriteLine($"{model.Id}, {outputTokens} tokens an answer, {threads} thread(s), {Environment.ProcessorCount} cores, medians of {rounds} rounds");
Console.WriteLine("| requests at once | one at a time: tok/s | first token, middle / last | together: tok/s | first token, middle / last | throughput | first token, middle |");
Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
foreach (int load in loads)
{
    // The two take turns, so that whatever else the machine does meets both.
    List<(LoadResult One, LoadResult Many)> results = [];
    for (int round = 0; round < rounds; round++)
        results.Add((await one.RunAsync(load, CancellationToken.None), await many.RunAsync(load, CancellationToken.None)));
    double Of(Func<(LoadResult One, LoadResult Many), double> value) => Statistics.Median(results.Select(value));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {load} | {Of(r => r.One.TokensPerSecond):F1} | {Of(r => r.One.FirstMedian):F2} / {Of(r => r.One.FirstWorst):F2} s "
        + $"| {Of(r => r.Many.TokensPerSecond):F1} | {Of(r => r.Many.FirstMedian):F2} / {Of(r => r.Many.FirstWorst):F2} s "
        + $"| {Of(r => r.Many.TokensPerSecond / r.One.TokensPerSecond):F2}× | {Of(r => r.Many.FirstMedian / r.One.FirstMedian):F2}× |"));
}
