using Cortensor.Protocol.Sessions;

namespace Cortensor.Tests.Protocol.Sessions;

public sealed class SessionConfigRulesTests
{
    private static readonly SessionConfig Good = new()
    {
        Name = "good",
        ModelId = default,
        MinNodes = 3,
        MaxNodes = 3,
        Redundancy = 3,
        MaxPricePer1kInput = default,
        MaxPricePer1kOutput = default,
    };

    public static TheoryData<string, string> Wrong =>
        new()
        {
            { "empty name", "SessionConfigInvalid" },
            { "long name", "SessionConfigInvalid" },
            { "hybrid", "SessionConfigReserved" },
            { "no nodes", "SessionConfigInvalid" },
            { "fewer nodes than answers", "SessionConfigInvalid" },
            { "more than at most", "SessionConfigInvalid" },
            { "257 nodes", "SessionConfigInvalid" },
            { "no answer", "SessionConfigInvalid" },
            { "17 answers", "SessionConfigInvalid" },
            { "9 validators", "SessionConfigInvalid" },
            { "reservation", "SessionConfigReserved" },
            { "batched", "SessionConfigReserved" },
            { "audit", "SessionConfigReserved" },
            { "encrypted", "SessionConfigReserved" },
        };

    [Fact]
    public void A_config_at_its_limits_is_taken()
    {
        Assert.Null(SessionConfigRules.Check(Good));
        Assert.Null(
            SessionConfigRules.Check(
                Good with
                {
                    Name = new string('é', 32),
                    MinNodes = 256,
                    MaxNodes = 256,
                    Redundancy = 16,
                    Validators = 8,
                    Proof = ProofKind.Agreement,
                }
            )
        );
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_field_is_refused(string what, string code) => Assert.Equal(code, SessionConfigRules.Check(Spoil(what))?.Code);

    private static SessionConfig Spoil(string what) =>
        what switch
        {
            "empty name" => Good with { Name = string.Empty },
            "long name" => Good with { Name = new string('é', 33) },
            "hybrid" => Good with { Mode = SessionMode.Hybrid },
            "no nodes" => Good with { MinNodes = 0 },
            "fewer nodes than answers" => Good with { MinNodes = 2 },
            "more than at most" => Good with { MinNodes = 4 },
            "257 nodes" => Good with { MaxNodes = 257 },
            "no answer" => Good with { Redundancy = 0 },
            "17 answers" => Good with { Redundancy = 17, MinNodes = 17, MaxNodes = 17 },
            "9 validators" => Good with { Validators = 9 },
            "reservation" => Good with { ReserveNodes = true },
            "batched" => Good with { Settlement = SettlementKind.Batched },
            "audit" => Good with { Proof = ProofKind.Audit },
            "encrypted" => Good with { Privacy = Privacy.Encrypted },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
}
