using Cortensor.Api.Errors;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Sessions;
using Cortensor.Router.Errors;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Does a session of the key serve the model, and do we know its name?</summary>
internal sealed class ModelKnown : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        if (
            context.ClientRequest.Model is { } asked
            && !(ModelId.TryParse(asked, null, out ModelId model) && IsServed(context, Keccak256.HashText(model.Value)))
        )
        {
            return Unknown(asked);
        }

        return context.Session is not null && context.Model is null
            ? new ApiError(
                ErrorCodes.ModelNotFound,
                $"The model of session {context.Session.Id} is not known by name here: no connected miner offers it."
            )
            {
                Param = "model",
            }
            : null;
    }

    private static bool IsServed(AdmissionContext context, Hash32 model)
    {
        if (context.ClientRequest.Session is SessionId named)
        {
            // A missing session is another question.
            return !context.Network.Sessions.TryGetValue(named, out SessionInfo? info) || info.Config.ModelId == model;
        }

        return context.ClientRequest.Key.Sessions.Any(id =>
            context.Network.Sessions.TryGetValue(id, out SessionInfo? own) && own.Config.ModelId == model
        );
    }

    private static ApiError Unknown(string model) =>
        ApiError.Of(ErrorCodes.ModelNotFound) with
        {
            Message =
                $"{ErrorCodes.ModelNotFound.Meaning} Asked: \"{(model.Length <= ModelId.MaxLength ? model : model[..ModelId.MaxLength] + "…")}\".",
            Param = "model",
        };
}
