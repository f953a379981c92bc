using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker.Wire;

/// <summary>Engine to worker: tell the length of this request's prompt.</summary>
internal sealed record CountCommand(long Id, InferenceRequest Request) : WireFrame(CountCommand.Name)
{
    internal const string Name = "count";
}

/// <summary>Engine to worker: answer this request. One more than there are sequences is refused.</summary>
internal sealed record GenerateCommand(long Id, InferenceRequest Request) : WireFrame(GenerateCommand.Name)
{
    internal const string Name = "generate";
}

/// <summary>
/// Engine to worker: stop answering; the answer ends with <see cref="CancelledEvent"/> unless it has just ended otherwise.
/// </summary>
internal sealed record CancelCommand(long Id) : WireFrame(CancelCommand.Name)
{
    internal const string Name = "cancel";
}

/// <summary>Engine to worker: are you there?</summary>
internal sealed record PingCommand(long Id) : WireFrame(PingCommand.Name)
{
    internal const string Name = "ping";
}
