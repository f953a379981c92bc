using System.Globalization;
using Cortensor.Bench.Common;
using Cortensor.Devnet;
using Cortensor.Node.Options;

namespace Cortensor.Bench.Router;

/// <summary>Streams through our router, nginx and Portkey, taking turns, and compares.</summary>
internal sealed class RouterBench(RouterBenchOptions options, TextWriter output, TimeProvider time)
{
    /// <summary>The first round is not counted: until code that runs long is compiled for it, by .NET and by Node.js.</summary>
    private const int WarmUpSeconds = 20;

    private readonly List<ChildServer> _servers = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("cortensor-bench-").FullName;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        DevnetHost? devnet = null;
        try
        {
            string self = Environment.ProcessPath!;
            int stub = ChildServer.FreePort();
            _servers.Add(await ChildServer.StartAsync(self, ["stub", "--port", Text(stub), .. Answers()], stub, time, cancellationToken));
            int nginx = ChildServer.FreePort();
            _servers.Add(await NginxProxy.StartAsync(_folder, nginx, stub, time, cancellationToken));
            List<Gateway> gateways =
            [
                new("the stub itself", $"http://127.0.0.1:{stub}", BenchAnswer.Model, "none", _servers[0].Pid),
                new("nginx", $"http://127.0.0.1:{nginx}", BenchAnswer.Model, "none", _servers[1].Pid),
                await RouterAsync("our router, chain in memory", self, StubMiner.FullFrame, cancellationToken),
            ];
            if (options.Pace == 0)
            {
                gateways.Add(await RouterAsync("our router, a frame for each token", self, 1, cancellationToken));
            }

            if (await PortkeyAsync(stub, cancellationToken) is { } portkey)
            {
                gateways.Insert(2, portkey);
            }

            if (options.WithChain)
            {
                devnet = await DevnetHost.StartAsync(Network(), new Progress<string>(), time, cancellationToken);
                gateways.Add(
                    new Gateway(
                        "our router, devnet with anvil",
                        devnet.Document.Router.Url,
                        DevnetOptions.DefaultModel,
                        devnet.Document.ApiKey,
                        devnet.Document.Pids.Router[0]
                    )
                );
            }

            Tell(await MeasureAsync(gateways, cancellationToken));
            return 0;
        }
        finally
        {
            foreach (ChildServer server in _servers)
            {
                await server.DisposeAsync();
            }

            if (devnet is not null)
            {
                await devnet.DisposeAsync();
            }

            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>A router and its miners, in processes of their own.</summary>
    private async Task<Gateway> RouterAsync(string name, string self, int frame, CancellationToken cancellationToken)
    {
        (ChildServer router, string url) = await ChildServer.StartTellingAsync(self, ["router-host"], cancellationToken);
        _servers.Add(router);
        (ChildServer miners, _) = await ChildServer.StartTellingAsync(
            self,
            ["stub-miners", "--router", url, "--frame", Text(frame), .. Answers()],
            cancellationToken
        );
        _servers.Add(miners);
        return new Gateway(name, url.TrimEnd('/'), BenchAnswer.Model, RouterServer.ApiKey, router.Pid);
    }

    private async Task<Dictionary<Gateway, List<LoadResult>>> MeasureAsync(
        IReadOnlyList<Gateway> gateways,
        CancellationToken cancellationToken
    )
    {
        Dictionary<Gateway, List<LoadResult>> results = gateways.ToDictionary(gateway => gateway, _ => new List<LoadResult>());
        for (int round = 0; round <= options.Rounds; round++)
        {
            foreach (Gateway gateway in gateways)
            {
                LoadResult result = await Wrk.RunAsync(
                    gateway,
                    BenchAnswer.Body(gateway.Model, options.Tokens),
                    options.Connections,
                    round == 0 ? WarmUpSeconds : options.Seconds,
                    cancellationToken
                );
                await output.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"round {round} {gateway.Name}: {result.Rate:0.0} answers/s, {result.MedianMilliseconds:0.0} ms, {result.CpuMilliseconds:0.00} ms CPU each, {result.Bad} bad"
                    )
                );
                if (round > 0)
                {
                    results[gateway].Add(result);
                }
            }
        }

        return results;
    }

    private void Tell(Dictionary<Gateway, List<LoadResult>> results)
    {
        output.WriteLine();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Connections} connections, streams of {options.Tokens} tokens, {options.Pace} ms a token, median of {options.Rounds} rounds of {options.Seconds} s. {Machine.Describe()}"
            )
        );
        output.WriteLine();
        double Rate(string name) =>
            results
                .Where(result => result.Key.Name == name)
                .Select(result => Statistics.Median(result.Value.Select(round => round.Rate)))
                .FirstOrDefault(double.NaN);
        Table table = new("through", "answers/s", "tokens/s", "median ms", "CPU ms/answer", "× nginx", "× Portkey", "bad");
        foreach ((Gateway gateway, List<LoadResult> rounds) in results)
        {
            double rate = Statistics.Median(rounds.Select(round => round.Rate));
            table.Add(
                gateway.Name,
                rate.ToString("0.0", CultureInfo.InvariantCulture),
                (rate * options.Tokens).ToString("0", CultureInfo.InvariantCulture),
                Statistics.Median(rounds.Select(round => round.MedianMilliseconds)).ToString("0.0", CultureInfo.InvariantCulture),
                Statistics.Median(rounds.Select(round => round.CpuMilliseconds)).ToString("0.00", CultureInfo.InvariantCulture),
                (rate / Rate("nginx")).ToString("0.00", CultureInfo.InvariantCulture),
                (rate / Rate("Portkey")).ToString("0.00", CultureInfo.InvariantCulture),
                rounds.Sum(round => round.Bad).ToString(CultureInfo.InvariantCulture)
            );
        }

        output.WriteLine(table);
    }

    private async Task<Gateway?> PortkeyAsync(int stub, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Checkout.Home, "bench", "gateways");
        string program = Path.Combine(folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");
        if (!File.Exists(program))
        {
            await output.WriteLineAsync("Portkey is not installed (npm ci in bench/gateways): it is left out.");
            return null;
        }

        int port = ChildServer.FreePort();
        _servers.Add(
            await ChildServer.StartAsync(
                "node",
                ["--require", Path.Combine(folder, "loopback.cjs"), program, "--headless", $"--port={Text(port)}"],
                port,
                time,
                cancellationToken
            )
        );
        return new Gateway(
            "Portkey",
            $"http://127.0.0.1:{Text(port)}",
            BenchAnswer.Model,
            "none",
            _servers[^1].Pid,
            $"http://127.0.0.1:{Text(stub)}/v1"
        );
    }

    private DevnetOptions Network() =>
        new()
        {
            DataDir = Path.Combine(_folder, "devnet"),
            Home = Checkout.Home,
            Program = Checkout.Program,
            Miners = 4,
            Engine = EngineNames.Scripted,
            RouterPort = 0,
            ScriptedTokenMilliseconds = options.Pace,
        };

    private string[] Answers() => ["--tokens", Text(options.Tokens), "--pace", Text(options.Pace)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
