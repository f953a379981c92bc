using Cortensor.Cli.Output;

namespace Cortensor.Tests.Cli;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell()
    {
        TextTable table = new("a", "name");
        table.Add("12345", "x");
        using StringWriter writer = new() { NewLine = "\n" };
        table.WriteTo(writer);
        Assert.Equal("a      name\n─────  ────\n12345  x\n", writer.ToString());
    }
}
