using System.Text.RegularExpressions;

namespace Cortensor.ArchitectureTests;

/// <summary>House style point 9: an enum that lives in C# and in Solidity has the same members in the same order.</summary>
public sealed partial class EnumParityTests
{
    private static readonly Dictionary<string, string> OtherName = new() { ["Settlement"] = "SettlementKind" };

    public static TheoryData<string, string> SolidityEnums
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string file in Repository.SourceFiles("contracts/src", "I*.sol"))
            {
                foreach (Match match in EnumBlock().Matches(File.ReadAllText(file)))
                {
                    string body = Comment().Replace(match.Groups[2].Value, string.Empty);
                    data.Add(match.Groups[1].Value, string.Join(' ', body.Split([',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries)));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SolidityEnums))]
    public void Members_and_order_agree(string name, string members)
    {
        Type type = Assert.Single(
            typeof(Protocol.Queue.TaskState).Assembly.GetTypes(),
            candidate => candidate.IsEnum && candidate.Name == OtherName.GetValueOrDefault(name, name)
        );
        Assert.Equal(members, string.Join(' ', Enum.GetNames(type)));
        Assert.Equal(
            Enumerable.Range(0, Enum.GetNames(type).Length),
            Enum.GetValues(type).Cast<object>().Select(value => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [GeneratedRegex(@"\benum (\w+) \{([^}]*)\}")]
    private static partial Regex EnumBlock();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();
}
