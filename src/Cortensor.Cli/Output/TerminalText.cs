namespace Cortensor.Cli.Output;

/// <summary>
/// Text that others wrote, as a terminal may show it: a miner's answer must not move the cursor, name the window or clear the screen.
/// </summary>
internal static class TerminalText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with a replacement character for each control character but tab and line feed.</summary>
    public static string Of(string text) =>
        text.Any(IsUnsafe) ? string.Concat(text.Select(static one => IsUnsafe(one) ? Replacement : one)) : text;

    private static bool IsUnsafe(char one) => char.IsControl(one) && one is not ('\n' or '\t');
}
