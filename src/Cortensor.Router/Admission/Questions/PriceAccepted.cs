using Cortensor.Api.Errors;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is the network's price within the session's maxima? A model without a price cannot be sold.</summary>
internal sealed class PriceAccepted : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        SessionConfig config = context.Session!.Config;
        if (context.Price is not { } price)
        {
            return new ApiError(ErrorCodes.PriceAboveMaximum, "The network has set no price for this model.");
        }

        return
            Pricing.Per1k(price.Per1kInput, config.Sla) > config.MaxPricePer1kInput
            || Pricing.Per1k(price.Per1kOutput, config.Sla) > config.MaxPricePer1kOutput
            ? ApiError.Of(ErrorCodes.PriceAboveMaximum)
            : null;
    }
}
