namespace Cortensor.Testing;

/// <summary>One sentence of a port's contract, run against a fresh implementation.</summary>
/// <param name="Name">The sentence, in words joined by underscores.</param>
/// <param name="RunAsync">Throws <see cref="KitFailure"/> when the implementation breaks it.</param>
public sealed record KitCheck<TPort>(string Name, Func<TPort, CancellationToken, Task> RunAsync)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
