using System.Globalization;

namespace Cortensor.Devnet.Start;

/// <summary>A line for every 10 MiB of a download.</summary>
internal sealed class DownloadLines(string model, IProgress<string> progress) : IProgress<long>
{
    private const long Mebibyte = 1L << 20;
    private const long Step = 10 * Mebibyte;

    private long _next;

    public void Report(long value)
    {
        if (value < _next)
        {
            return;
        }

        _next = value + Step;
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"Downloading {model}: {value / Mebibyte} MiB."));
    }
}
