using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Cortensor.Bench.Common;

namespace Cortensor.Bench.Router;

/// <summary>wrk, and what it says.</summary>
internal static partial class Wrk
{
    public static async Task<LoadResult> RunAsync(
        Gateway gateway,
        string body,
        int connections,
        int seconds,
        CancellationToken cancellationToken
    )
    {
        ProcessStartInfo start = new(
            "wrk",
            [
                "--threads",
                "1",
                "--connections",
                Text(connections),
                "--duration",
                $"{Text(seconds)}s",
                "--timeout",
                "30s",
                "--latency",
                "--script",
                Path.Combine(Checkout.Home, "bench", "gateways", "post.lua"),
                gateway.Url + "/v1/chat/completions",
            ]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["BENCH_BODY"] = body;
        start.Environment["BENCH_KEY"] = gateway.Key;
        if (gateway.Upstream is { } upstream)
        {
            start.Environment["BENCH_UPSTREAM"] = upstream;
        }

        double before = CpuTime.Milliseconds(gateway.Pid);
        using Process wrk = Process.Start(start)!;
        string said = await wrk.StandardOutput.ReadToEndAsync(cancellationToken);
        await wrk.WaitForExitAsync(cancellationToken);
        double took = CpuTime.Milliseconds(gateway.Pid) - before;
        if (wrk.ExitCode != 0 || Rate().Match(said) is not { Success: true } rate)
        {
            throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}: {said}");
        }

        double requests = Math.Max(1, Number(Count().Match(said).Groups[1].Value));
        long refused = Refused(said);
        // A refusal is quick and no answer.
        return new LoadResult(
            Number(rate.Groups[1].Value) * (1 - (refused / requests)),
            Milliseconds(Half().Match(said)),
            refused + Broken(said)
        )
        {
            CpuMilliseconds = took / requests,
        };
    }

    private static double Milliseconds(Match match) =>
        Number(match.Groups[1].Value)
        * match.Groups[2].Value switch
        {
            "us" => 0.001,
            "ms" => 1,
            "s" => 1_000,
            _ => 60_000,
        };

    private static long Refused(string said) =>
        OtherStatus().Match(said) is { Success: true } other ? (long)Number(other.Groups[1].Value) : 0;

    private static long Broken(string said) =>
        SocketErrors().Match(said) is { Success: true } broken ? broken.Groups.Values.Skip(1).Sum(group => (long)Number(group.Value)) : 0;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) requests in ")]
    private static partial Regex Count();

    [GeneratedRegex(@"50%\s+([0-9.]+)(us|ms|s|m)")]
    private static partial Regex Half();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex OtherStatus();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex SocketErrors();
}
