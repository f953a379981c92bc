using System.Globalization;
using System.Text.RegularExpressions;
using Cortensor.Node;

namespace Cortensor.Tests.Node;

public sealed partial class ExitCodesTests
{
    [Fact]
    public void The_documentation_has_the_same_table()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operate", "exit-codes.md"));
        ExitCode[] documented =
        [
            .. Row()
                .Matches(page)
                .Select(row => new ExitCode(
                    int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture),
                    row.Groups[2].Value,
                    row.Groups[3].Value
                )),
        ];
        Assert.Equal(ExitCodes.All, documented);
    }

    [Fact]
    public void Numbers_and_codes_are_unique_and_rise()
    {
        Assert.Equal(ExitCodes.All.Select(code => code.Number).Distinct().Order(), ExitCodes.All.Select(code => code.Number));
        Assert.Equal(ExitCodes.All.Count, ExitCodes.All.Select(code => code.Code).Distinct().Count());
        Assert.All(ExitCodes.All, code => Assert.InRange(code.Number, 0, 255));
    }

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
