using Cortensor.Inference.Worker.Generation;
using Cortensor.Inference.Worker.Models;
using Cortensor.Inference.Worker.Wire;

namespace Cortensor.Inference.Worker;

/// <summary>Takes commands from the engine: counts at once, makes answers together on a thread of their own.</summary>
internal sealed class WorkerHost
{
    private readonly WireWriter _writer;
    private readonly PromptReader _prompts;
    private readonly RequestQueue _requests;
    private readonly DecodeLoop _loop;

    internal WorkerHost(LlamaModel model, LlamaContext context, WireWriter writer)
    {
        _writer = writer;
        _prompts = new PromptReader(model, context.Size);
        _requests = new RequestQueue(_prompts, context.Sequences, writer.Write);
        _loop = new DecodeLoop(context, _requests, writer.Write);
    }

    /// <summary>Serves until the reader ends, which means that the parent is done or gone.</summary>
    internal async Task RunAsync(WireReader reader)
    {
        Thread thread = new(_loop.Run) { IsBackground = true, Name = "generate" };
        thread.Start();
        while (await reader.ReadAsync(CancellationToken.None) is { } frame)
        {
            Handle(frame);
        }
    }

    private void Handle(WireFrame frame)
    {
        switch (frame)
        {
            case GenerateCommand command:
                _requests.Accept(command);
                break;
            case CountCommand command:
                Count(command);
                break;
            case CancelCommand command:
                _requests.Cancel(command.Id);
                break;
            case PingCommand command:
                _writer.Write(new PongEvent(command.Id));
                break;
            default:
                throw new InvalidOperationException($"The engine does not send '{frame.Type}'.");
        }
    }

    private void Count(CountCommand command)
    {
        int tokens = 0;
        _writer.Write(Guard.Run(command.Id, () => tokens = _prompts.Read(command.Request).Length) ?? new CountedEvent(command.Id, tokens));
    }
}
