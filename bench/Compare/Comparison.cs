using System.Globalization;
using Cortensor.Bench.Common;

namespace Cortensor.Bench.Compare;

/// <summary>What was measured, pairs of the two builds in one run.</summary>
internal sealed class Comparison
{
    private readonly List<(string What, string Better, List<(double Before, double Present)> Pairs)> _rows = [];

    public void Add(string what, string better, double before, double present)
    {
        int row = _rows.FindIndex(row => row.What == what);
        if (row < 0)
        {
            row = _rows.Count;
            _rows.Add((what, better, []));
        }

        _rows[row].Pairs.Add((before, present));
    }

    /// <summary>Medians of each build, and the median of the pairs' ratios with the middle half of them.</summary>
    public Table ToTable(string before)
    {
        Table table = new("what", before, "present", "present ÷ before", "middle half", "better is", "pairs");
        foreach ((string what, string better, List<(double Before, double Present)> pairs) in _rows)
        {
            double[] ratios = [.. pairs.Select(pair => pair.Present / pair.Before)];
            table.Add(
                what,
                Number(Statistics.Median(pairs.Select(pair => pair.Before))),
                Number(Statistics.Median(pairs.Select(pair => pair.Present))),
                Ratio(Statistics.Median(ratios)),
                $"{Ratio(Statistics.Quantile(ratios, 0.25))} to {Ratio(Statistics.Quantile(ratios, 0.75))}",
                better,
                pairs.Count.ToString(CultureInfo.InvariantCulture)
            );
        }

        return table;
    }

    private static string Ratio(double ratio) => ratio.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);
}
