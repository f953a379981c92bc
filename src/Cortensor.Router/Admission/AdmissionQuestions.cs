using System.Collections.Immutable;
using Cortensor.Router.Admission.Questions;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission;

/// <summary>All questions in their order. A test states it.</summary>
internal static class AdmissionQuestions
{
    public static ImmutableArray<IAdmissionQuestion> InOrder { get; } =
    [
        new RouterRuns(),
        new RateWithinLimit(),
        new RequestsWithinLimit(),
        new PromptNotEmpty(),
        new TextWellFormed(),
        new FieldsInRange(),
        new ChainIsRecent(),
        new ModelKnown(),
        new SessionFound(),
        new SessionAllowed(),
        new SessionActive(),
        new TokensWithinLimit(),
        new PriceAccepted(),
        new BalanceCovers(),
        new AllowanceCovers(),
        new MinerConnected(),
        new MinerServesModel(),
        new MinersOfSession(),
        new MinersHaveRoom(),
        new UnconfirmedSpendWithinLimit(),
        new QueueHasRoom(),
    ];

    /// <summary>The first refusal, null when there is none.</summary>
    public static ApiError? Ask(AdmissionContext context)
    {
        foreach (IAdmissionQuestion question in InOrder)
        {
            if (question.Ask(context) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
