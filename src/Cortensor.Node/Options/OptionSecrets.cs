namespace Cortensor.Node.Options;

/// <summary>What of an option may be shown.</summary>
internal static class OptionSecrets
{
    private const int LongestPlainSegment = 20;

    private static readonly string[] Secret = ["ApiKey", "Password", "Secret", "Sha256", "Token"];

    /// <summary>The value with secrets hidden: whole values by the option's name, and what providers put into their URLs.</summary>
    public static string Show(string key, string value)
    {
        string name = key[(key.LastIndexOf(':') + 1)..];
        if (value.Length > 0 && Secret.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase)))
        {
            return $"(hidden, {value.Length} characters)";
        }

        if (!value.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(value, UriKind.Absolute, out Uri? url))
        {
            return value;
        }

        bool isPlain =
            url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Segments.All(segment => segment.Length <= LongestPlainSegment);
        return isPlain ? value : $"{url.Scheme}://{url.Authority}/(hidden)";
    }
}
