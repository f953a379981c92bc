using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker.Wire;

/// <summary>Worker to engine, first line: the model is loaded.</summary>
internal sealed record ReadyEvent(int ContextTokens, int VocabularySize, bool HasChatTemplate, string Backend) : WireFrame(ReadyEvent.Name)
{
    internal const string Name = "ready";
}

/// <summary>Worker to engine, first and last line: it cannot start.</summary>
internal sealed record FatalEvent(int ExitCode, string Message) : WireFrame(FatalEvent.Name)
{
    internal const string Name = "fatal";
}

/// <summary>Worker to engine: the answer to <see cref="CountCommand"/>.</summary>
internal sealed record CountedEvent(long Id, int PromptTokens) : WireFrame(CountedEvent.Name), IReplyFrame
{
    internal const string Name = "counted";
}

/// <summary>Worker to engine: still reading a long prompt.</summary>
internal sealed record ProgressEvent(long Id) : WireFrame(ProgressEvent.Name), IReplyFrame
{
    internal const string Name = "progress";
}

/// <summary>Worker to engine: the prompt fits and is being read; so many tokens of its beginning the model has read before.</summary>
internal sealed record PromptEvent(long Id, int PromptTokens, int SharedTokens) : WireFrame(PromptEvent.Name), IReplyFrame
{
    internal const string Name = "prompt";
}

/// <summary>Worker to engine: one token and the text that became certain with it.</summary>
internal sealed record TokenEvent(long Id, int Token, string Text) : WireFrame(TokenEvent.Name), IReplyFrame
{
    internal const string Name = "token";
}

/// <summary>Worker to engine: the answer is complete.</summary>
internal sealed record DoneEvent(long Id, FinishReason Finish) : WireFrame(DoneEvent.Name), IReplyFrame
{
    internal const string Name = "done";
}

/// <summary>Worker to engine: the answer was cancelled.</summary>
internal sealed record CancelledEvent(long Id) : WireFrame(CancelledEvent.Name), IReplyFrame
{
    internal const string Name = "cancelled";
}

/// <summary>Worker to engine: the request cannot be run.</summary>
internal sealed record RefusedEvent(long Id, string Code, string Message) : WireFrame(RefusedEvent.Name), IReplyFrame
{
    internal const string Name = "refused";
}

/// <summary>Worker to engine: the model or the library broke on this request.</summary>
internal sealed record FailedEvent(long Id, string Message) : WireFrame(FailedEvent.Name), IReplyFrame
{
    internal const string Name = "failed";
}

/// <summary>Worker to engine: the answer to <see cref="PingCommand"/>.</summary>
internal sealed record PongEvent(long Id) : WireFrame(PongEvent.Name), IReplyFrame
{
    internal const string Name = "pong";
}
