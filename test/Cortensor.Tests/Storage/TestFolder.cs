using System.Globalization;

namespace Cortensor.Tests.Storage;

/// <summary>A folder of its own for one test, deleted at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cortensor-storage-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string this[int number] => this[number.ToString(CultureInfo.InvariantCulture)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
