using Cortensor.Devnet.Processes;

namespace Cortensor.Tests.Devnet;

public sealed class LogFilesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_follower_gives_each_whole_line_once()
    {
        LogFollower follower = new(_file);
        Assert.Empty(follower.NewLines());
        File.AppendAllText(_file, "größer\nhal");
        Assert.Equal(["größer"], follower.NewLines());
        Assert.Empty(follower.NewLines());
        File.AppendAllText(_file, "f\nend\n");
        Assert.Equal(["half", "end"], follower.NewLines());
    }

    [Fact]
    public void A_tail_reads_the_end_of_a_long_file()
    {
        File.WriteAllLines(_file, Enumerable.Range(1, 100_000).Select(i => $"line {i}"));
        Assert.Equal(["line 99999", "line 100000"], LogTail.Read(_file, 2));
    }

    [Fact]
    public void No_file_has_no_lines()
    {
        Assert.Empty(LogTail.Read(_file + ".none", 3));
        Assert.Empty(new LogFollower(_file + ".none").NewLines());
    }
}
