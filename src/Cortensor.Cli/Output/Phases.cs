using System.Globalization;

namespace Cortensor.Cli.Output;

/// <summary>Says what is going on, each line with the seconds since the start.</summary>
internal sealed class Phases(TextWriter writer, TimeProvider time) : IProgress<string>
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public void Report(string value)
    {
        lock (_gate)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds, 6:0.0} s  {value}"));
            writer.Flush();
        }
    }
}
