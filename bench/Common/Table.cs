using System.Text;

namespace Cortensor.Bench.Common;

/// <summary>A markdown table, readable on a terminal too.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. head.Select((title, i) => _rows.Select(row => row[i].Length).Append(title.Length).Max())];
        StringBuilder text = new();
        Line(text, head, widths);
        Line(text, [.. widths.Select(width => new string('-', width))], widths);
        foreach (string[] row in _rows)
        {
            Line(text, row, widths);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, i) => cell.PadRight(widths[i]))).AppendLine(" |");
}
