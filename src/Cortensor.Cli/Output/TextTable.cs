using System.Text;

namespace Cortensor.Cli.Output;

/// <summary>Columns of text as wide as their widest cell.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void WriteTo(TextWriter writer, string indent = "")
    {
        int[] widths = [.. headings.Select((_, column) => _rows.Max(row => row[column].Length))];
        for (int i = 0; i < _rows.Count; i++)
        {
            writer.WriteLine((indent + Line(_rows[i], widths)).TrimEnd());
            if (i == 0)
            {
                writer.WriteLine(indent + string.Join("  ", widths.Select(width => new string('─', width))));
            }
        }
    }

    private static string Line(string[] cells, int[] widths)
    {
        StringBuilder line = new();
        for (int i = 0; i < cells.Length; i++)
        {
            _ = line.Append(cells[i].PadRight(widths[i])).Append("  ");
        }

        return line.ToString();
    }
}
