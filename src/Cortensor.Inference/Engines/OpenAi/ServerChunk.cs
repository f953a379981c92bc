using System.Text.Json;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>One event of a streamed answer.</summary>
/// <param name="Text">New text, empty for none.</param>
/// <param name="Finish">Why the answer ended, null while it has not.</param>
/// <param name="PromptTokens">Length of the prompt, when the server tells.</param>
/// <param name="OutputTokens">Length of the answer, when the server tells.</param>
internal sealed record ServerChunk(string Text, FinishReason? Finish, int? PromptTokens, int? OutputTokens)
{
    /// <exception cref="InferenceFailedException">It is no such event, or an error.</exception>
    internal static ServerChunk Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null)
            {
                throw new InferenceFailedException(
                    $"The server ended its answer with an error {ServerErrors.Code(error)}.",
                    code: InferenceFailureCodes.ServerFailed
                );
            }

            (int? prompt, int? output) = Usage(root);
            JsonElement choices = root.GetProperty("choices");
            if (choices.GetArrayLength() == 0)
            {
                return new ServerChunk(string.Empty, null, prompt, output);
            }

            JsonElement choice = choices[0];
            return new ServerChunk(TextOf(choice), FinishOf(choice), prompt, output);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Not the cause's message: it may quote the answer.
            throw new InferenceFailedException(
                "The server sent an event that is no chunk of an answer.",
                code: InferenceFailureCodes.ServerGarbled
            );
        }
    }

    private static (int? Prompt, int? Output) Usage(JsonElement root) =>
        root.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object
            ? (Count(usage, "prompt_tokens"), Count(usage, "completion_tokens"))
            : (null, null);

    private static int? Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out JsonElement value) && value.TryGetInt32(out int count) && count >= 0 ? count : null;

    /// <summary>Of a chat <c>delta.content</c>, of a completion <c>text</c>.</summary>
    private static string TextOf(JsonElement choice)
    {
        bool hasText = choice.TryGetProperty("delta", out JsonElement delta)
            ? delta.TryGetProperty("content", out JsonElement text)
            : choice.TryGetProperty("text", out text);
        return hasText && text.ValueKind != JsonValueKind.Null ? text.GetString()! : string.Empty;
    }

    private static FinishReason? FinishOf(JsonElement choice) =>
        !choice.TryGetProperty("finish_reason", out JsonElement finish) || finish.ValueKind == JsonValueKind.Null ? null
        : finish.GetString() == "length" ? FinishReason.Length
        : FinishReason.Stop;
}
