using Cortensor.Primitives;

namespace Cortensor.Cli.Demo;

/// <summary>Balances that a task moves, all read at one block.</summary>
/// <param name="Session">The session's money, free and reserved together.</param>
/// <param name="Miners">Accounts of all miners together.</param>
/// <param name="Router">The session's router's account.</param>
/// <param name="Treasury">The treasury's account.</param>
internal sealed record BooksReading(TokenAmount Session, TokenAmount Miners, TokenAmount Router, TokenAmount Treasury)
{
    /// <summary>What changed until another reading, beside what the router says about the task.</summary>
    public DemoMoney MoneyUntil(BooksReading after, TokenAmount ceiling, TokenAmount charged) =>
        new(
            ceiling,
            charged,
            Session,
            after.Session,
            Gain(Miners, after.Miners),
            Gain(Router, after.Router),
            Gain(Treasury, after.Treasury)
        );

    // A loss shows as no gain: then the sum does not reach what was charged, and the report says so.
    private static TokenAmount Gain(TokenAmount before, TokenAmount after) => after > before ? after - before : TokenAmount.Zero;
}
