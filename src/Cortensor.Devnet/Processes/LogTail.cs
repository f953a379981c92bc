namespace Cortensor.Devnet.Processes;

/// <summary>The end of a log file, without reading the rest of it.</summary>
internal static class LogTail
{
    private const int MaxBytes = 16 * 1024;

    public static IReadOnlyList<string> Read(string path, int count)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bool cut = file.Length > MaxBytes;
            if (cut)
            {
                file.Position = file.Length - MaxBytes;
            }

            using StreamReader reader = new(file);
            string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Skip(cut ? 1 : 0).TakeLast(count)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
