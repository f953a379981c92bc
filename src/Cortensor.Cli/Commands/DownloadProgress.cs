using System.Globalization;

namespace Cortensor.Cli.Commands;

/// <summary>
/// Tells how a download gets on: a line for every twentieth of it, with the rate since it began and the time that is left.
/// </summary>
internal sealed class DownloadProgress(TextWriter writer, long bytes, TimeProvider time) : IProgress<long>
{
    private const double Mebibyte = 1 << 20;
    private const int Lines = 20;

    private readonly long _step = Math.Max(1, bytes / Lines);
    private long? _first;
    private long _started;
    private long _next;

    public void Report(long value)
    {
        if (_first is null || value < _first)
        {
            Begin(value);
            return;
        }

        if (value < _next && value != bytes)
        {
            return;
        }

        _next = value + _step;
        double rate = (value - _first.Value) / Math.Max(time.GetElapsedTime(_started).TotalSeconds, 0.001);
        double left = rate > 0 ? (bytes - value) / rate : 0;
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value / Mebibyte:F1} of {bytes / Mebibyte:F1} MiB ({100.0 * value / Math.Max(bytes, 1):F0} %), {rate / Mebibyte:F1} MiB/s, {left:F0} s left"
            )
        );
    }

    private void Begin(long value)
    {
        _first = value;
        _started = time.GetTimestamp();
        _next = value + _step;
        if (value > 0)
        {
            writer.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"Going on after {value / Mebibyte:F1} MiB that are here already.")
            );
        }
    }
}
