using System.Text;
using System.Text.Json;
using Cortensor.Api;
using Cortensor.Api.Errors;
using Cortensor.Api.OpenAi;

namespace Cortensor.Bench.Soak.Load;

/// <summary>Writes down what a client reads.</summary>
internal sealed class Notebook(Attempt attempt)
{
    public Attempt Attempt { get; set; } = attempt;

    public StringBuilder Text { get; } = new();

    public void End(AttemptEnd end, string? code) => Attempt = Attempt with { End = end, Code = code };

    public void Refused(string body, int status)
    {
        ErrorBody? error = Read(body);
        End(error is null ? AttemptEnd.Unclear : AttemptEnd.Refused, error?.Code ?? $"status {status} without a code");
    }

    public void Whole(string body)
    {
        ChatCompletionResponse answer = JsonSerializer.Deserialize(body, ApiJson.Default.ChatCompletionResponse)!;
        _ = Text.Append(answer.Choices[0].Message.Content);
        Attempt = Attempt with { Finish = answer.Choices[0].FinishReason };
        End(AttemptEnd.Answered, null);
    }

    /// <summary>False when it was the end.</summary>
    public bool Chunk(string data)
    {
        if (Read(data) is { } error)
        {
            End(AttemptEnd.Refused, error.Code);
            return false;
        }

        ChatCompletionChunk chunk = JsonSerializer.Deserialize(data, ApiJson.Default.ChatCompletionChunk)!;
        foreach (ChatChunkChoice choice in chunk.Choices)
        {
            _ = Text.Append(choice.Delta.Content);
            Attempt = Attempt with { Finish = choice.FinishReason ?? Attempt.Finish };
        }

        return true;
    }

    private static ErrorBody? Read(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("error", out _) ? document.Deserialize(ApiJson.Default.ErrorEnvelope)!.Error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
