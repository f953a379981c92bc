using System.Text.RegularExpressions;

namespace Cortensor.ArchitectureTests;

/// <summary>Rules of the house style that a text search can hold.</summary>
public sealed partial class SourceRuleTests
{
    private const int MaxColumns = 140;

    /// <summary>Longer than the limit on purpose; each with its reason.</summary>
    private static readonly Dictionary<string, string> LongFiles = new()
    {
        ["src/Cortensor.Inference/Engines/Llama/WorkerProcess.cs"] = "to be split: process and conversation",
        ["src/Cortensor.Miner/Queue/AnswerJob.cs"] = "to be split: fetch, run and result",
        ["src/Cortensor.Miner/Queue/TaskWorker.cs"] = "to be split: facts and moves",
        ["src/Cortensor.Router/Queue/TaskRun.cs"] = "to be split: plan, stream and end",
        ["src/Cortensor.Testing/Ledger/MemoryQueueLedger.cs"] = "to be split: reads and moves",
    };

    [Fact]
    public void Files_stay_small()
    {
        IEnumerable<string> tooLong = Repository
            .SourceFiles("src", "*.cs")
            .Where(file => Lines(file) > 300)
            .Concat(Repository.SourceFiles("contracts/src", "*.sol").Where(file => Lines(file) > 400))
            .Select(Relative)
            .Where(file => !LongFiles.ContainsKey(file));
        Assert.Empty(tooLong);
    }

    /// <summary>What the formatter cannot break: a line may be longer for the sake of one text in quotes.</summary>
    [Fact]
    public void Lines_stay_narrow()
    {
        IEnumerable<string> tooWide =
            from folder in new[] { "src", "test", "bench", "eng" }
            from file in Repository.SourceFiles(folder, "*.cs")
            from line in File.ReadLines(file).Index()
            where line.Item.Length > MaxColumns && Quoted().Replace(line.Item, string.Empty).Length > MaxColumns
            select $"{Relative(file)}:{line.Index + 1}";
        Assert.Empty(tooWide);
    }

    [Fact]
    public void Programs_are_contents_pages() =>
        Assert.Empty(Repository.SourceFiles("src", "Program.cs").Where(file => Lines(file) > 80).Select(Relative));

    [Fact]
    public void No_project_names_a_package_version() =>
        Assert.Empty(
            Repository
                .SourceFiles("src", "*.csproj")
                .Concat(Repository.SourceFiles("test", "*.csproj"))
                .Where(file => VersionedPackage().IsMatch(File.ReadAllText(file)))
                .Select(Relative)
        );

    [Fact]
    public void No_regions_async_void_or_blocking_on_tasks() =>
        Assert.Empty(Repository.SourceFiles("src", "*.cs").Where(file => Forbidden().IsMatch(File.ReadAllText(file))).Select(Relative));

    [Fact]
    public void Log_event_ids_are_unique()
    {
        IEnumerable<string> repeated = Repository
            .SourceFiles("src", "*.cs")
            .SelectMany(file => EventId().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .GroupBy(id => id)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key);
        Assert.Empty(repeated);
    }

    private static int Lines(string file) => File.ReadLines(file).Count();

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex("""["].*["]""")]
    private static partial Regex Quoted();

    [GeneratedRegex("<PackageReference [^>]*Version=")]
    private static partial Regex VersionedPackage();

    [GeneratedRegex(@"^\s*#region|async void |\.GetAwaiter\(\)\.GetResult\(\)|\.Result;", RegexOptions.Multiline)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex EventId();
}
