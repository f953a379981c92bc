using System.Diagnostics;
using Cortensor.Miner.Queue;
using Cortensor.Protocol.Telemetry;

namespace Cortensor.Miner.Inference;

/// <summary>
/// One run of an order as its span and the metrics tell it, in the words of the generative-AI conventions. No text of it is told.
/// </summary>
internal sealed class InferenceTrace : IDisposable
{
    /// <summary>A model that the engine does not have: the name is the router's, and there is no end to such names.</summary>
    private const string OtherModel = "_OTHER";

    private readonly MinerInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly string _operation;
    private readonly string _model;
    private readonly Activity? _span;
    private string? _error = "cancelled";

    public InferenceTrace(WorkOrder order, bool isServed, MinerInstruments instruments, TimeProvider time)
    {
        _instruments = instruments;
        _time = time;
        _startedAt = time.GetTimestamp();
        _operation = GenAi.OperationOf(order.Request.Prompt);
        _model = isServed ? order.Request.Model.Value : OtherModel;
        if (TraceSources.Miner.HasListeners())
        {
            _span = TraceSources.Miner.StartUnder($"{_operation} {_model}", order.Trace).About(order.Key);
        }

        if (_span?.IsAllDataRequested == true)
        {
            _ = _span
                .SetTag(GenAi.OperationName, _operation)
                .SetTag(GenAi.RequestModel, _model)
                .SetTag(GenAi.RequestMaxTokens, order.Request.MaxTokens);
        }
    }

    /// <summary>The run has ended, with an answer or without one.</summary>
    public void Ended(InferenceOutcome outcome)
    {
        _error = outcome is Declined declined ? declined.Code ?? DeclineFrames.WireName(declined.Reason) : null;
        if (outcome is Answered answer)
        {
            _span.Answered(answer.PromptTokens, answer.Tokens.Length, answer.Finish.ToString().ToLowerInvariant());
        }
    }

    public void Dispose()
    {
        _instruments.Requested(_operation, _model, _time.GetElapsedTime(_startedAt), _error);
        if (_error is not null)
        {
            _span.Failed(_error);
        }

        _span?.Dispose();
    }
}
