namespace Cortensor.Cli.Commands.Sessions;

/// <summary>Output of <c>cortensor session create --json</c>. Amounts are wei as decimal strings.</summary>
internal sealed record SessionCreateReport(
    ulong SessionId,
    string Name,
    string Model,
    int Redundancy,
    Primitives.Address Owner,
    Primitives.TokenAmount Deposit,
    Primitives.TokenAmount AllowancePerEpoch
);
