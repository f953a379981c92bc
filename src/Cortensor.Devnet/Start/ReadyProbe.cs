using Cortensor.Devnet.Processes;

namespace Cortensor.Devnet.Start;

/// <summary>Waits until processes answer, and stops waiting when one of them ends.</summary>
internal sealed class ReadyProbe(HttpClient http, TimeProvider time, TimeSpan timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Until a node says that it can do its work.</summary>
    public Task WaitAsync(ChildProcess child, string url, CancellationToken cancellationToken) =>
        WaitAsync(child, "did not become ready", token => IsReadyAsync(url, token), cancellationToken);

    /// <summary>Until a question is answered with yes.</summary>
    public async Task WaitAsync(
        ChildProcess child,
        string complaint,
        Func<CancellationToken, Task<bool>> ask,
        CancellationToken cancellationToken
    )
    {
        long start = time.GetTimestamp();
        while (!await ask(cancellationToken))
        {
            if (child.HasEnded)
            {
                throw DevnetFailure.OfEnd(child);
            }

            if (time.GetElapsedTime(start) > timeout)
            {
                throw DevnetFailure.Of(child, $"{complaint} within {timeout.TotalSeconds:0} s");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync($"{url}/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
