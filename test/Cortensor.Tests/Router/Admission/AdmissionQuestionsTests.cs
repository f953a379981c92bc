using Cortensor.Router.Admission;

namespace Cortensor.Tests.Router.Admission;

public sealed class AdmissionQuestionsTests
{
    /// <summary>Cheap questions first, money before people, and what passes by itself in a moment last.</summary>
    [Fact]
    public void Questions_are_asked_in_this_order() =>
        Assert.Equal(
            [
                "RouterRuns",
                "RateWithinLimit",
                "RequestsWithinLimit",
                "PromptNotEmpty",
                "TextWellFormed",
                "FieldsInRange",
                "ChainIsRecent",
                "ModelKnown",
                "SessionFound",
                "SessionAllowed",
                "SessionActive",
                "TokensWithinLimit",
                "PriceAccepted",
                "BalanceCovers",
                "AllowanceCovers",
                "MinerConnected",
                "MinerServesModel",
                "MinersOfSession",
                "MinersHaveRoom",
                "UnconfirmedSpendWithinLimit",
                "QueueHasRoom",
            ],
            AdmissionQuestions.InOrder.Select(static question => question.GetType().Name)
        );
}
