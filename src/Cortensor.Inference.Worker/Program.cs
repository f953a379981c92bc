using System.Text.Json;
using Cortensor.Inference.Worker;
using Cortensor.Inference.Worker.Models;
using Cortensor.Inference.Worker.Native;
using Cortensor.Inference.Worker.Wire;

WireWriter writer = new(Console.OpenStandardOutput());
WireReader reader = new(Console.OpenStandardInput());
try
{
    WorkerSettings settings = WorkerSettings.Parse(args);
    OomPriority.Raise();
    string backend = LlamaBackend.Load(settings.Backend, settings.BackendDirectory);
    LlamaModel model = LlamaModel.Load(settings.ModelPath, settings.GpuLayers);
    using CancelFlag cancel = new();
    LlamaContext context = new(model, settings.ContextTokens, settings.Sequences, settings.Threads, cancel);
    WorkerHost host = new(model, context, writer);
    writer.Write(new ReadyEvent(context.Size, model.Vocabulary.Size, model.Template is not null, backend));
    await host.RunAsync(reader);
}
catch (WorkerException e)
{
    writer.Write(new FatalEvent(e.ExitCode, e.Message));
    await Console.Error.WriteLineAsync(e.Message);
    return e.ExitCode;
}
catch (JsonException e)
{
    await Console.Error.WriteLineAsync($"The engine speaks another language: {e.Message}");
    return WorkerExitCodes.Crashed;
}
catch (IOException)
{
    // The parent is gone; so is whoever would read a message.
}

// An answer may be running: the process ends under it, as the parent wants.
Environment.Exit(WorkerExitCodes.Done);
return WorkerExitCodes.Done;
