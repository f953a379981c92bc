using System.Collections.Immutable;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// A ledger that the conformance kit drives: the memory chain, or the contracts on a dev chain. Built for many moves a second: a batch is
/// one block and one question about the state after it.
/// </summary>
/// <remarks>
/// On a dev chain: send the batch's transactions in order without automining (first-in first-out order, a fixed gas limit), set the block's
/// timestamp, mine one block, and read the error of a reverted transaction from a trace. The blocks of both ledgers must advance in step,
/// one for each batch.
/// </remarks>
public interface ILedgerUnderTest : IAsyncDisposable
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>
    /// Builds the world of the setup: roles, prices, wallets and, where the token asks for one, an unlimited approval of the payment
    /// module.
    /// </summary>
    Task StartAsync(ConformanceSetup setup, CancellationToken cancellationToken);

    /// <summary>Plays a batch as one block.</summary>
    /// <returns>For each move the refusal's code (the Solidity error's name), or null when it was made.</returns>
    Task<ImmutableArray<string?>> PlayAsync(MoveBatch batch, CancellationToken cancellationToken);

    /// <summary>The state after the last batch.</summary>
    Task<LedgerView> ReadViewAsync(LedgerQuestion question, CancellationToken cancellationToken);
}
