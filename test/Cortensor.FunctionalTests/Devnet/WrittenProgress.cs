namespace Cortensor.FunctionalTests.Devnet;

/// <summary>Writes at once, in order.</summary>
internal sealed class WrittenProgress(TextWriter writer) : IProgress<string>
{
    public void Report(string value) => writer.WriteLine(value);
}
