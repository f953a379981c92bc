using Cortensor.Api.Errors;

namespace Cortensor.ArchitectureTests;

/// <summary>House style points 5 and 18: error codes are a frozen surface.</summary>
public sealed class ErrorCodeTests
{
    [Fact]
    public void The_list_of_codes_is_frozen()
    {
        string golden = Repository.Path("docs", "reference", "error-codes.txt");
        string now = string.Concat(
            ErrorCodes.All.Values.OrderBy(code => code.Code, StringComparer.Ordinal).Select(code => $"{code.Status} {code.Code}\n")
        );
        Assert.True(File.Exists(golden), "docs/reference/error-codes.txt is missing; it should hold:\n" + now);
        Assert.Equal(File.ReadAllText(golden), now);
    }

    [Fact]
    public void Every_code_says_what_it_means() =>
        Assert.All(ErrorCodes.All.Values, code => Assert.True(code.Meaning.Length > 20, code.Code));
}
