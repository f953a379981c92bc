namespace Cortensor.Testing.Conformance;

/// <summary>Two ledgers that were not started yet; the run that gets them closes them.</summary>
/// <param name="Model">From its state moves are drawn.</param>
/// <param name="Subject">What is compared with it.</param>
public sealed record ConformanceLedgers(MemoryLedgerUnderTest Model, ILedgerUnderTest Subject) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Subject.DisposeAsync();
        await Model.DisposeAsync();
    }
}
