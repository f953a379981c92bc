using System.Text.Json;
using Cortensor.Api;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;
using Cortensor.Router.Queue;

namespace Cortensor.Router.Endpoints.Native;

/// <summary>The original's shape: text completions with <c>session_id</c> and <c>task_id</c> in every object.</summary>
internal sealed class CompletionShape(bool stream) : IAnswerShape
{
    public bool Stream => stream;

    public IEnumerable<byte[]> Begin(TaskRun run, long created) => [];

    public byte[] Token(TaskRun run, long created, string text) => Write(run, created, new CompletionChoice(text, 0), null, null);

    public IEnumerable<byte[]> End(TaskRun run, long created, string finish, Usage usage, Provenance provenance)
    {
        yield return Write(run, created, new CompletionChoice(string.Empty, 0) { FinishReason = finish }, usage, provenance);
    }

    public byte[] Whole(TaskRun run, long created, string text, string finish, Usage usage, Provenance provenance) =>
        Write(run, created, new CompletionChoice(text, 0) { FinishReason = finish }, usage, provenance);

    private static byte[] Write(TaskRun run, long created, CompletionChoice choice, Usage? usage, Provenance? provenance)
    {
        (ulong session, ulong task) = (run.Plan.Key.Session.Value, run.Plan.Key.Task.Value);
        CompletionResponse body = new(
            $"cmpl-{session}-{task}",
            "text_completion",
            created,
            run.Plan.Model.Value,
            session,
            task,
            [choice],
            usage,
            provenance
        );
        return JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.CompletionResponse);
    }
}
