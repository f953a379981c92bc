using Cortensor.Cli;

return await CliProgram.RunAsync(args, CliConsole.Standard);
