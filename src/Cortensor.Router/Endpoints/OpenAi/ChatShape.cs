using System.Text.Json;
using Cortensor.Api;
using Cortensor.Api.OpenAi;
using Cortensor.Router.Queue;

namespace Cortensor.Router.Endpoints.OpenAi;

/// <summary>Chat completions as OpenAI's clients read them.</summary>
internal sealed class ChatShape(bool stream, bool includeUsage) : IAnswerShape
{
    public bool Stream => stream;

    public IEnumerable<byte[]> Begin(TaskRun run, long created)
    {
        yield return Chunk(run, created, new ChatChunkChoice(0, new ChatDelta("assistant", string.Empty)));
    }

    public byte[] Token(TaskRun run, long created, string text) =>
        Chunk(run, created, new ChatChunkChoice(0, new ChatDelta(Content: text)));

    public IEnumerable<byte[]> End(TaskRun run, long created, string finish, Usage usage, Provenance provenance)
    {
        ChatChunkChoice last = new(0, new ChatDelta()) { FinishReason = finish };
        yield return Chunk(run, created, last, provenance: includeUsage ? null : provenance);
        if (includeUsage)
        {
            yield return Chunk(run, created, null, usage, provenance);
        }
    }

    public byte[] Whole(TaskRun run, long created, string text, string finish, Usage usage, Provenance provenance)
    {
        ChatCompletionResponse body = new(
            Id(run),
            "chat.completion",
            created,
            run.Plan.Model.Value,
            [new ChatChoice(0, new ChatAnswer("assistant", text), finish)],
            usage,
            provenance
        );
        return JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.ChatCompletionResponse);
    }

    private static byte[] Chunk(TaskRun run, long created, ChatChunkChoice? choice, Usage? usage = null, Provenance? provenance = null)
    {
        ChatCompletionChunk chunk = new(
            Id(run),
            "chat.completion.chunk",
            created,
            run.Plan.Model.Value,
            choice is null ? [] : [choice],
            usage,
            provenance
        );
        return JsonSerializer.SerializeToUtf8Bytes(chunk, ApiJson.Default.ChatCompletionChunk);
    }

    private static string Id(TaskRun run) => $"chatcmpl-{run.Plan.Key.Session}-{run.Plan.Key.Task}";
}
