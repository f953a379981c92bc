using Cortensor.Bench.Latency;
using Cortensor.Devnet;

namespace Cortensor.Bench.Compare;

/// <summary>Both builds' development networks, up at the same time with one miner and llama.cpp, asked and restarted in turns.</summary>
internal sealed class NetworkPair(BuiltRevision before, BuiltRevision present, TimeProvider time, TextWriter output)
{
    private const int MaxTokens = 96;

    private static readonly string[] Roles = ["router", "miner", "oracle"];

    public async Task MeasureAsync(Comparison comparison, int asks, int starts, CancellationToken cancellationToken)
    {
        await using ComparedNetwork first = await ComparedNetwork.StartAsync(before, "llama", 1, cancellationToken);
        await using ComparedNetwork second = await ComparedNetwork.StartAsync(present, "llama", 1, cancellationToken);
        await AskAsync(comparison, first, second, asks, cancellationToken);
        foreach (string role in Roles)
        {
            comparison.Add(
                $"memory of the {role} after {asks + 1} answers, MiB",
                "less",
                first.ResidentMib(role),
                second.ResidentMib(role)
            );
        }

        await using RestartedNode one = await RestartedNode.TakeAsync(first, time, cancellationToken);
        await using RestartedNode other = await RestartedNode.TakeAsync(second, time, cancellationToken);
        for (int round = 0; round < starts; round++)
        {
            double? early = round % 2 == 0 ? null : await other.StartAsync(cancellationToken);
            double old = await one.StartAsync(cancellationToken);
            double now = early ?? await other.StartAsync(cancellationToken);
            await output.WriteLineAsync($"start of a node {round}: {before.Name} {old:0} ms, present {now:0} ms");
            comparison.Add("start of a node (oracle) until ready, ms", "less", old, now);
        }
    }

    private async Task AskAsync(
        Comparison comparison,
        ComparedNetwork first,
        ComparedNetwork second,
        int asks,
        CancellationToken cancellationToken
    )
    {
        using NetworkAsker one = new(first.RouterUrl, first.ApiKey, DevnetOptions.DefaultModel, time);
        using NetworkAsker other = new(second.RouterUrl, second.ApiKey, DevnetOptions.DefaultModel, time);
        for (int ask = -1; ask < asks; ask++)
        {
            string prompt = StoryPrompts.Of(ask);
            AnswerTiming? early = ask % 2 == 0 ? null : await other.AskAsync(prompt, MaxTokens, cancellationToken);
            AnswerTiming old = await one.AskAsync(prompt, MaxTokens, cancellationToken);
            AnswerTiming now = early ?? await other.AskAsync(prompt, MaxTokens, cancellationToken);
            await output.WriteLineAsync(
                $"ask {ask}: {before.Name} {old.First:0} ms, {old.Rate:0.0} tokens/s; present {now.First:0} ms, {now.Rate:0.0} tokens/s"
            );
            if (ask >= 0)
            {
                comparison.Add("first token, ms", "less", old.First, now.First);
                comparison.Add("tokens a second", "more", old.Rate, now.Rate);
            }
        }
    }
}
