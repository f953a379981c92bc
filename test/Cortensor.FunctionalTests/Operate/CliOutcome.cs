using System.Text.Json;
using Cortensor.Node;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>What a command wrote and how it ended.</summary>
public sealed record CliOutcome(int Exit, string Output, string Error)
{
    /// <summary>The JSON it printed; it must have succeeded.</summary>
    public JsonElement Json()
    {
        Assert.True(Exit == 0, Error + Output);
        return JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>It was refused with this code, on the last line of standard error.</summary>
    public void AssertRefused(ExitCode exit, string code)
    {
        Assert.True(Exit == exit.Number, $"Exit {Exit}: {Error}{Output}");
        Assert.EndsWith($"[{code}]", Error.TrimEnd(), StringComparison.Ordinal);
    }
}
