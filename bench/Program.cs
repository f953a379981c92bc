using System.CommandLine;
using Cortensor.Bench.Soak;

RootCommand root = new("Measures a whole network: see bench/README.md.") { SoakCommand.Create() };
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop.Token);
