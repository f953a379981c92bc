using Cortensor.Bench.Common;
using Cortensor.Bench.Router;

namespace Cortensor.Bench.Compare;

/// <summary>Both builds' routers over a chain in memory, with miners of their own build, loaded in turns.</summary>
internal sealed class RouterPair(BuiltRevision before, BuiltRevision present, TextWriter output) : IAsyncDisposable
{
    private const int Connections = 32;
    private const int Tokens = 64;

    private readonly List<ChildServer> _servers = [];

    public async Task MeasureAsync(Comparison comparison, int rounds, int seconds, int warmUpSeconds, CancellationToken cancellationToken)
    {
        Gateway first = await StartAsync(before, cancellationToken);
        Gateway second = await StartAsync(present, cancellationToken);
        for (int round = 0; round <= rounds; round++)
        {
            int length = round == 0 ? warmUpSeconds : seconds;
            // The order turns around: what comes second in a round may find the machine warmer or busier.
            LoadResult? early = round % 2 == 0 ? null : await LoadAsync(second, length, cancellationToken);
            LoadResult one = await LoadAsync(first, length, cancellationToken);
            LoadResult other = early ?? await LoadAsync(second, length, cancellationToken);
            await output.WriteLineAsync(
                $"router, round {round}: {before.Name} {one.Rate:0.0} answers/s, {one.CpuMilliseconds:0.000} ms CPU each; present {other.Rate:0.0}, {other.CpuMilliseconds:0.000}"
            );
            if (one.Bad + other.Bad > 0)
            {
                throw new InvalidOperationException(
                    $"Bad answers: {one.Bad} of {before.Name}, {other.Bad} of the present build; such a rate means nothing."
                );
            }

            if (round > 0)
            {
                comparison.Add("router, answers a second", "more", one.Rate, other.Rate);
                comparison.Add("router, processor ms an answer", "less", one.CpuMilliseconds, other.CpuMilliseconds);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ChildServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static Task<LoadResult> LoadAsync(Gateway gateway, int seconds, CancellationToken cancellationToken) =>
        Wrk.RunAsync(gateway, BenchAnswer.Body(gateway.Model, Tokens), Connections, seconds, cancellationToken);

    private async Task<Gateway> StartAsync(BuiltRevision revision, CancellationToken cancellationToken)
    {
        (ChildServer router, string url) = await ChildServer.StartTellingAsync(revision.Bench, ["router-host"], cancellationToken);
        _servers.Add(router);
        (ChildServer miners, _) = await ChildServer.StartTellingAsync(revision.Bench, ["stub-miners", "--router", url], cancellationToken);
        _servers.Add(miners);
        return new Gateway(revision.Name, url.TrimEnd('/'), BenchAnswer.Model, RouterServer.ApiKey, router.Pid);
    }
}
