namespace Cortensor.Bench.Determinism;

/// <summary>One way to run the engine.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Threads">Threads of the worker.</param>
/// <param name="Together">Answers made in one batch.</param>
/// <param name="Build">The build of llama.cpp.</param>
internal sealed record EngineSetup(string Name, int Threads, int Together, string Build);
