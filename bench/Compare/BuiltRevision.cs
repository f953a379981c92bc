using Cortensor.Bench.Common;

namespace Cortensor.Bench.Compare;

/// <summary>
/// One of the two builds that are compared. Only what users and benches of every revision can call is called: its programs' commands and
/// files.
/// </summary>
/// <param name="Name">As in the tables.</param>
/// <param name="Home">Root of its checkout.</param>
internal sealed record BuiltRevision(string Name, string Home)
{
    private string Output => Path.Combine(Home, "artifacts", "bin", "Cortensor.Bench", "release");

    /// <summary>Its own bench program, which hosts its router.</summary>
    public string Bench => Path.Combine(Output, "Cortensor.Bench");

    /// <summary>Its command-line program.</summary>
    public string Program => Path.Combine(Output, "cortensor");

    /// <summary>The build this program belongs to.</summary>
    public static BuiltRevision Present { get; } = new("present", Checkout.Home);

    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public BuiltRevision Check() =>
        !File.Exists(Bench) ? throw new FileNotFoundException($"{Bench} is missing; bench/run.sh compare REV builds it.")
        : !File.Exists(Program) ? throw new FileNotFoundException($"{Program} is missing; bench/run.sh compare REV builds it.")
        : this;
}
