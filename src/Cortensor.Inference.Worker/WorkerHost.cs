using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Generation;
using Cortensor.Inference.Worker.Models;
using Cortensor.Inference.Worker.Native;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker;

/// <summary>Takes commands from the engine: counts at once, generates one answer at a time on a thread of its own.</summary>
internal sealed class WorkerHost
{
    private readonly WireWriter _writer;
    private readonly Generator _generator;
    private readonly CancelFlag _cancel;
    private readonly BlockingCollection<GenerateCommand> _work = new(boundedCapacity: 1);
    private readonly Lock _lock = new();
    private long? _running;

    internal WorkerHost(LlamaModel model, LlamaContext context, CancelFlag cancel, WireWriter writer)
    {
        _writer = writer;
        _cancel = cancel;
        _generator = new Generator(model, context, writer.Write);
    }

    /// <summary>Serves until the reader ends, which means that the parent is done or gone.</summary>
    internal async Task RunAsync(WireReader reader)
    {
        Thread thread = new(Generate) { IsBackground = true, Name = "generate" };
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
                Start(command);
                break;
            case CountCommand command:
                _writer.Write(Try(command.Id, () => new CountedEvent(command.Id, _generator.Prompt(command.Request).Length)));
                break;
            case CancelCommand command:
                Cancel(command.Id);
                break;
            case PingCommand command:
                _writer.Write(new PongEvent(command.Id));
                break;
            default:
                throw new InvalidOperationException($"The engine does not send '{frame.Type}'.");
        }
    }

    private void Start(GenerateCommand command)
    {
        bool busy;
        lock (_lock)
        {
            busy = _running is not null;
            _running ??= command.Id;
        }

        if (busy || !_work.TryAdd(command))
        {
            _writer.Write(new RefusedEvent(command.Id, InferenceRefusalCodes.NoSlot, "The worker is busy."));
        }
    }

    private void Cancel(long id)
    {
        lock (_lock)
        {
            if (_running == id)
            {
                _cancel.Set();
            }
        }
    }

    private void Generate()
    {
        foreach (GenerateCommand command in _work.GetConsumingEnumerable())
        {
            WireFrame end = Try(command.Id, () => _generator.Run(command.Id, command.Request));

            // The slot is free before the engine hears that it is.
            lock (_lock)
            {
                _running = null;
                _cancel.Reset();
            }

            _writer.Write(end);
        }
    }

    private static WireFrame Try(long id, Func<WireFrame> work)
    {
        try
        {
            return work();
        }
        catch (InferenceRefusedException e)
        {
            return new RefusedEvent(id, e.Code, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new CancelledEvent(id);
        }
        catch (Exception e) when (e is ExternalException or ArgumentException or InvalidOperationException)
        {
            return new FailedEvent(id, e.Message);
        }
    }
}
