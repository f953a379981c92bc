using System.Buffers;
using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text.Json;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>A request as the server wants it: chat completions for conversations, completions for raw prompts.</summary>
internal static class ServerRequest
{
    /// <summary>OpenAI's limit; the rest is enforced here, as all of them are.</summary>
    private const int MaxStops = 4;

    internal static HttpRequestMessage Build(OpenAiEngineOptions options, string serverModel, InferenceRequest request)
    {
        ByteArrayContent content = new(Body(options, serverModel, request));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        HttpRequestMessage message = new(HttpMethod.Post, request.Prompt is null ? "chat/completions" : "completions")
        {
            Content = content,
        };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return message;
    }

    private static byte[] Body(OpenAiEngineOptions options, string serverModel, InferenceRequest request)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", serverModel);
            WritePrompt(json, options, request);
            json.WriteBoolean("stream", true);
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
            json.WriteNumber("max_tokens", request.MaxTokens);
            WriteSampling(json, request);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePrompt(Utf8JsonWriter json, OpenAiEngineOptions options, InferenceRequest request)
    {
        if (request.Prompt is { } prompt)
        {
            json.WriteString("prompt", prompt + request.PrefixText);
            return;
        }

        json.WriteStartArray("messages");
        IEnumerable<ChatMessage> messages =
            request.PrefixText.Length == 0 ? request.Messages : request.Messages.Append(new ChatMessage("assistant", request.PrefixText));
        foreach (ChatMessage message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (request.PrefixText.Length > 0 && options.Continuation == OpenAiContinuation.ContinueFinalMessage)
        {
            json.WriteBoolean("continue_final_message", true);
            json.WriteBoolean("add_generation_prompt", false);
        }
    }

    private static void WriteSampling(Utf8JsonWriter json, InferenceRequest request)
    {
        SamplingOptions sampling = request.Sampling;
        json.WriteNumber("temperature", sampling.Temperature);
        json.WriteNumber("top_p", sampling.TopP);
        if (sampling.PresencePenalty != 0)
        {
            json.WriteNumber("presence_penalty", sampling.PresencePenalty);
        }

        if (sampling.FrequencyPenalty != 0)
        {
            json.WriteNumber("frequency_penalty", sampling.FrequencyPenalty);
        }

        if (!request.SamplingKey.IsZero)
        {
            // Each miner has a key of its own, so that equal answers say something; a server takes 31 bits of it.
            json.WriteNumber("seed", BinaryPrimitives.ReadInt32BigEndian(request.SamplingKey.ToArray()) & int.MaxValue);
        }

        if (request.Stop.Count > 0)
        {
            json.WriteStartArray("stop");
            foreach (string stop in request.Stop.Take(MaxStops))
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }
}
