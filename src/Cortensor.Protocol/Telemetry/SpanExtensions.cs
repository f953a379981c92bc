using System.Diagnostics;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;

namespace Cortensor.Protocol.Telemetry;

/// <summary>What spans say of tasks, moves and errors.</summary>
public static class SpanExtensions
{
    /// <summary>Names the task that a span is about.</summary>
    public static Activity? About(this Activity? span, TaskKey task)
    {
        if (span?.IsAllDataRequested == true)
        {
            _ = span.SetTag(SpanNames.Session, task.Session.ToString()).SetTag(SpanNames.Task, task.Task.ToString());
        }

        return span;
    }

    /// <summary>How a move on chain ended.</summary>
    public static void Ended(this Activity? span, MoveResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (span is null)
        {
            return;
        }

        if (result.Made)
        {
            _ = span.SetTag(SpanNames.Block, (long)result.Receipt.Block);
        }
        else
        {
            span.Failed(result.Refusal.Code);
        }
    }

    /// <summary>Makes a move; the span tells how it ended, also when it throws.</summary>
    public static async Task<MoveResult> EndedAsync(this Activity? span, Func<Task<MoveResult>> making)
    {
        ArgumentNullException.ThrowIfNull(making);
        try
        {
            MoveResult result = await making().ConfigureAwait(false);
            span.Ended(result);
            return result;
        }
        catch (Exception exception)
        {
            span.Failed(exception.GetType().Name);
            throw;
        }
    }

    /// <summary>How long the answer became, and why it ended.</summary>
    public static void Answered(this Activity? span, int promptTokens, int outputTokens, string finish)
    {
        if (span?.IsAllDataRequested == true)
        {
            _ = span.SetTag(GenAi.InputTokens, promptTokens)
                .SetTag(GenAi.OutputTokens, outputTokens)
                .SetTag(GenAi.FinishReasons, new[] { finish });
        }
    }

    /// <summary>Ended without what it was for.</summary>
    /// <param name="span">The span; null for none.</param>
    /// <param name="code">A stable code or the name of a type, never a message.</param>
    public static void Failed(this Activity? span, string code) =>
        _ = span?.SetTag(SpanNames.Error, code).SetStatus(ActivityStatusCode.Error);
}
