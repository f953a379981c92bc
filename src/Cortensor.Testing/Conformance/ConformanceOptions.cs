namespace Cortensor.Testing.Conformance;

/// <summary>One run of the kit.</summary>
/// <param name="Seed">Same seed, same moves.</param>
/// <param name="Moves">Stop after this many, the opening not counted.</param>
/// <param name="Mix">Which kinds of moves.</param>
/// <param name="LargestBatch">Most moves in a block; 1 points a mismatch at its move, more is faster on a real chain.</param>
public sealed record ConformanceOptions(int Seed, int Moves, MoveMix Mix, int LargestBatch = 4);
