using System.CommandLine;
using Cortensor.Bench.Compare;
using Cortensor.Bench.Determinism;
using Cortensor.Bench.Engines;
using Cortensor.Bench.Latency;
using Cortensor.Bench.Memory;
using Cortensor.Bench.Router;
using Cortensor.Bench.Soak;

RootCommand root = new("Measures a whole network: see bench/README.md.")
{
    SoakCommand.Create(),
    LatencyCommand.Create(),
    RouterCommands.Compare(),
    MemoryCommand.Create(),
    EnginesCommand.Create(),
    DeterminismCommand.Create(),
    CompareCommand.Create(),
    RouterCommands.Stub(),
    RouterCommands.Host(),
    RouterCommands.Miners(),
};
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop.Token);
