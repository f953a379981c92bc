using System.Reflection;

namespace Cortensor.ArchitectureTests;

/// <summary>Architecture law 1: arrows point down. Checked on project files and on the compiled assemblies.</summary>
public sealed class DependencyLawTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Cortensor.Primitives"] = [],
        ["Cortensor.Crypto"] = ["Cortensor.Primitives"],
        ["Cortensor.Api"] = ["Cortensor.Primitives"],
        ["Cortensor.Protocol"] = ["Cortensor.Primitives", "Cortensor.Crypto"],
        ["Cortensor.Chain"] = Rules,
        ["Cortensor.Storage"] = Rules,
        ["Cortensor.Inference.Worker"] = Rules,
        ["Cortensor.Inference"] = [.. Rules, "Cortensor.Inference.Worker"],
        ["Cortensor.Router"] = RulesAndApi,
        ["Cortensor.Miner"] = RulesAndApi,
        ["Cortensor.Oracle"] = RulesAndApi,
        ["Cortensor.Testing"] = Rules,
    };

    /// <summary>The only ones that see roles and adapters together.</summary>
    private static readonly string[] SeeBothSides = ["Cortensor.Node", "Cortensor.Cli", "Cortensor.Devnet", "Cortensor.Testing.Network"];

    private static string[] Rules => ["Cortensor.Protocol", "Cortensor.Crypto", "Cortensor.Primitives"];

    private static string[] RulesAndApi => [.. Rules, "Cortensor.Api"];

    public static TheoryData<string> Projects => [.. Repository.ProjectReferences.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_files_point_down(string project)
    {
        if (!SeeBothSides.Contains(project))
        {
            Assert.True(
                Allowed.ContainsKey(project),
                $"{project} has no place in the picture: add it to the architecture and to this test."
            );
            Assert.Empty(Repository.ProjectReferences[project].Except(Allowed[project]));
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Compiled_assemblies_point_down(string project)
    {
        if (!SeeBothSides.Contains(project))
        {
            string name = project == "Cortensor.Cli" ? "cortensor" : project;
            IEnumerable<string> references = Assembly
                .Load(name)
                .GetReferencedAssemblies()
                .Select(reference => reference.Name!)
                .Where(reference => reference.StartsWith("Cortensor.", StringComparison.Ordinal));
            Assert.Empty(references.Except(Allowed[project]));
        }
    }

    [Fact]
    public void Only_the_tests_and_the_test_network_see_Testing()
    {
        IEnumerable<string> users = Repository
            .ProjectReferences.Where(project => project.Value.Contains("Cortensor.Testing"))
            .Select(project => project.Key);
        Assert.Empty(users.Except(["Cortensor.Testing.Network"]));
    }
}
