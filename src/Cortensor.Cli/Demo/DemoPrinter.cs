using System.Globalization;
using Cortensor.Cli.Output;
using Cortensor.Primitives;

namespace Cortensor.Cli.Demo;

/// <summary>The end of a demonstration, for people.</summary>
internal static class DemoPrinter
{
    public static void Write(TextWriter writer, DemoReport report, bool kept)
    {
        writer.WriteLine();
        TextTable miners = new("miner", "precommit", "commit", "distance", "verdict", "pay");
        foreach (DemoMiner miner in report.Miners)
        {
            miners.Add(
                miner.Address.ToString(),
                Short(miner.PrecommitTransaction),
                Short(miner.CommitTransaction),
                miner.Distance?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-",
                miner.Verdict,
                miner.Paid.ToCorString()
            );
        }

        miners.WriteTo(writer);
        writer.WriteLine();
        TextTable facts = new("task", $"{report.Session}/{report.Task}, {report.State}, verdict {report.Verdict}");
        facts.Add("model", report.Model);
        facts.Add("request", report.RequestCid);
        facts.Add("result", report.ResultCid ?? "-");
        facts.Add("gas", string.Join(", ", report.Gas.Select(Gas)));
        facts.Add("price", $"{report.Money.Charged.ToCorString()} charged of {report.Money.Ceiling.ToCorString()} reserved");
        facts.Add("money", Money(report.Money));
        facts.Add("first token", Seconds(report.Times.FirstToken));
        facts.Add("answer", Seconds(report.Times.Answer));
        facts.Add("completed", $"{Seconds(report.Times.Completed)} after the request");
        facts.Add("total", $"{Seconds(report.Times.Total)}, of which {Seconds(report.Times.NetworkUp)} to bring up the network");
        facts.WriteTo(writer);
        writer.WriteLine();
        NextSteps.Write(writer, report, kept);
    }

    private static string Gas(DemoGas step) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Move} {(step.Count > 1 ? $"{step.Count} × {step.Gas / (ulong)step.Count:N0}" : $"{step.Gas:N0}")}"
        );

    private static string Money(DemoMoney money) =>
        $"session −{money.Charged.ToCorString()} = miners {money.Miners.ToCorString()} + router {money.Router.ToCorString()} + treasury {money.Treasury.ToCorString()}"
        + (
            money.AddsUp
                ? ", adds up to the wei"
                : $", DOES NOT ADD UP: session had {money.SessionBefore} wei, has {money.SessionAfter} wei"
        );

    private static string Short(Hash32? hash) => hash is { } known ? $"{known.ToString()[..10]}…{known.ToString()[^4..]}" : "-";

    private static string Seconds(long milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.00} s");
}
