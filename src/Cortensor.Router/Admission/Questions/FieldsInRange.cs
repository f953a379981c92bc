using Cortensor.Primitives;
using Cortensor.Protocol.Inference;
using Cortensor.Router.Errors;
using Cortensor.Router.Tasks;

namespace Cortensor.Router.Admission.Questions;

/// <summary>Is every field in its range?</summary>
internal sealed class FieldsInRange : IAdmissionQuestion
{
    public ApiError? Ask(AdmissionContext context)
    {
        ClientRequest clientRequest = context.ClientRequest;
        return Of(InferenceRequestRule.CheckSampling(clientRequest.Sampling))
            ?? Unless(clientRequest.MaxTokens is null or >= 1, "max_tokens", "max_tokens must be 1 or more.")
            ?? Unless(clientRequest.Choices == 1, "n", "Only n = 1 is served.")
            ?? Of(InferenceRequestRule.CheckStop(clientRequest.Stop))
            ?? Unless(
                clientRequest.Messages.All(static message => InferenceRequestRule.IsRole(message.Role)),
                "messages",
                "A role is system, developer, user or assistant."
            )
            ?? Unless(clientRequest.WaitFor is not null, "wait_for", "wait_for must be answer, precommit, commit or ended.")
            ?? Unless(
                clientRequest.ClientReference is null || ClientReferences.Fits(clientRequest.ClientReference),
                "client_reference",
                $"client_reference has 1–{Hash32.Size} bytes of UTF-8."
            )
            ?? Timeout(clientRequest, context.Options);
    }

    private static ApiError? Of(FieldFault? fault) => fault is null ? null : ApiError.Field(fault.Field, fault.Message);

    private static ApiError? Timeout(ClientRequest clientRequest, RouterOptions options)
    {
        int limit = (int)options.MaxAnswerTimeout.TotalSeconds;
        return Unless(
            clientRequest.TimeoutSeconds is not int seconds || (seconds >= 1 && seconds <= limit),
            "timeout",
            $"timeout must be 1–{limit} seconds."
        );
    }

    private static ApiError? Unless(bool fine, string param, string message) => fine ? null : ApiError.Field(param, message);
}
