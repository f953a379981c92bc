namespace Cortensor.Inference.Engines.Llama;

/// <summary>Pauses between restarts: a quarter of a second, doubling, capped; short again after a worker that lived long enough.</summary>
internal sealed class RestartBackoff(TimeSpan longest)
{
    internal static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>A worker that served this long was healthy: its end is not part of a crash loop.</summary>
    internal static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(60);

    private TimeSpan _next = FirstDelay;

    /// <summary>The pause after a worker that lived for <paramref name="lifetime"/>.</summary>
    internal TimeSpan After(TimeSpan lifetime)
    {
        TimeSpan delay = lifetime >= HealthyAfter ? FirstDelay : _next;
        TimeSpan doubled = delay * 2;
        _next = doubled < longest ? doubled : longest;
        return delay;
    }
}
