namespace Cortensor.Devnet.Processes;

/// <summary>Gives the lines that a growing file got since the last look.</summary>
internal sealed class LogFollower(string path)
{
    private long _position;

    public IReadOnlyList<string> NewLines()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = _position;
        using StreamReader reader = new(file);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n');
        if (end < 0)
        {
            return [];
        }

        _position += System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, end + 1));
        return text[..end].Split('\n');
    }
}
