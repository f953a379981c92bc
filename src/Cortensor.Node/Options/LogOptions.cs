namespace Cortensor.Node.Options;

/// <summary>How the node speaks to its operator.</summary>
public sealed class LogOptions
{
    public const string Text = "text";
    public const string Json = "json";

    /// <summary>Default of <see cref="Level"/>.</summary>
    public const string DefaultLevel = "Information";

    /// <summary>What <see cref="Level"/> may be, chattiest first.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["Trace", "Debug", "Information", "Warning", "Error", "Critical", "None"];

    /// <summary><c>text</c> for people, <c>json</c> for machines: one object per line.</summary>
    public string Format { get; set; } = Text;

    /// <summary>Least severity that is written: Trace, Debug, Information, Warning, Error.</summary>
    public string Level { get; set; } = DefaultLevel;
}
