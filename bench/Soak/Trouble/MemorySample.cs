namespace Cortensor.Bench.Soak.Trouble;

/// <summary>What one process held at one moment.</summary>
/// <param name="Role">Role of the process.</param>
/// <param name="At">Since the start of the soak.</param>
/// <param name="Age">Since this process was first seen.</param>
/// <param name="Kib">Resident memory.</param>
internal sealed record MemorySample(string Role, TimeSpan At, TimeSpan Age, long Kib);
