using Cortensor.Api.Native;
using Cortensor.Protocol.Nodes;

namespace Cortensor.Node.Health;

/// <summary>Asks every check and keeps the last answer, for those who cannot wait.</summary>
internal sealed class ReadyBoard(IEnumerable<IReadyCheck> checks, TimeProvider time)
{
    /// <summary>A check that takes longer says nothing; a probe must be answered.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly IReadyCheck[] _checks = [.. checks];
    private volatile HealthView _last = new("unavailable", new Dictionary<string, string>(), []);

    /// <summary>The last answer; empty before the first.</summary>
    public HealthView Last => _last;

    /// <summary>Asks them side by side.</summary>
    public async Task<HealthView> CheckAsync(CancellationToken cancellationToken)
    {
        ReadyFinding[] findings = await Task.WhenAll(_checks.Select(check => CheckAsync(check, cancellationToken)));
        Dictionary<string, string> codes = [];
        List<HealthCause> causes = [];
        for (int i = 0; i < findings.Length; i++)
        {
            codes[_checks[i].Name] = findings[i].Code;
            if (!findings[i].IsOk)
            {
                causes.Add(new HealthCause(_checks[i].Name, findings[i].Code, findings[i].Detail));
            }
        }

        return _last = new HealthView(causes.Count == 0 ? ReadyCodes.Ok : "unavailable", codes, causes);
    }

    private async Task<ReadyFinding> CheckAsync(IReadyCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.CheckAsync(cancellationToken).AsTask().WaitAsync(Timeout, time, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ReadyFinding.Of(
                ReadyCodes.CheckFailed,
                exception is TimeoutException ? $"No answer within {Timeout.TotalSeconds:0} s." : exception.Message
            );
        }
    }
}
