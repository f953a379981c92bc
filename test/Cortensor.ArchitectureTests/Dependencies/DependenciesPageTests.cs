namespace Cortensor.ArchitectureTests.Dependencies;

public sealed class DependenciesPageTests
{
    [Fact]
    public void The_page_lists_what_the_lock_files_pin()
    {
        string page = Repository.Path("docs", "reference", "dependencies.md");
        string text = DependenciesPage.Text();
        if (!File.Exists(page) || File.ReadAllText(page) != text)
        {
            string right = Repository.Path("artifacts", "dependencies.md");
            File.WriteAllText(right, text);
            Assert.Fail(
                "docs/reference/dependencies.md is out of date. To put the right one in place: cp artifacts/dependencies.md docs/reference/"
            );
        }
    }

    [Fact]
    public void Every_licence_is_an_accepted_one() => Assert.Empty(DependenciesPage.Refused());

    [Fact]
    public void What_is_for_builds_and_tests_is_known() => Assert.Contains("xunit.v3", LockedPackages.BuildOnly);
}
