using Cortensor.Bench.Soak.Load;
using Cortensor.Bench.Soak.Trouble;
using Cortensor.Inference.Engines.Scripted;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Cortensor.Protocol.Inference;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>What the clients wrote down: did each prompt get an answer or a clear error, and was the answer the right one?</summary>
internal sealed class ClientAudit(IReadOnlyList<AskStory> stories, IReadOnlyList<Blow> blows, SoakOptions options, string model)
{
    public Finding EveryPromptIsAnswered()
    {
        List<string> breaches = [];
        foreach (AskStory story in stories)
        {
            if (story.Last.End is AttemptEnd.Broken)
            {
                breaches.Add(
                    $"prompt {story.Ask.Number} got neither answer nor code after {story.Attempts.Count} requests ({story.Last.Code})"
                );
            }

            foreach (Attempt attempt in story.Attempts)
            {
                if (attempt.End is AttemptEnd.Hung or AttemptEnd.Unclear)
                {
                    breaches.Add(
                        $"prompt {story.Ask.Number}, task {attempt.Task}, {attempt.Began:HH:mm:ss}: {attempt.End}, {attempt.Code}"
                    );
                }
                else if (
                    attempt.End == AttemptEnd.Broken
                    && !blows.Any(blow => blow.Role == NodeRoles.Router && blow.Touches(attempt.Began, attempt.Ended, TimeSpan.Zero))
                )
                {
                    breaches.Add(
                        $"prompt {story.Ask.Number}, task {attempt.Task}, {attempt.Began:HH:mm:ss}: the line broke while the router was well ({attempt.Code})"
                    );
                }
            }
        }

        Attempt[] all = [.. stories.SelectMany(story => story.Attempts)];
        string ends = string.Join(
            ", ",
            stories.GroupBy(story => story.Last.End).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}")
        );
        string codes = string.Join(
            ", ",
            all.Where(attempt => attempt.End == AttemptEnd.Refused)
                .GroupBy(attempt => attempt.Code)
                .OrderBy(group => group.Key)
                .Select(group => $"{group.Count()} {group.Key}")
        );
        return Finding.Of(
            "every prompt got an answer or a clear error",
            $"{stories.Count} prompts: {ends}; {all.Length} requests, {all.Count(attempt => attempt.End == AttemptEnd.Broken)} cut by a dying router{(codes.Length > 0 ? $", codes on the way: {codes}" : string.Empty)}",
            breaches
        );
    }

    /// <summary>The scripted engine's answer follows from the prompt, so a token too few or too many shows.</summary>
    public Finding EveryAnswerIsWhole()
    {
        Attempt[] answered = [.. stories.SelectMany(story => story.Attempts).Where(attempt => attempt.End == AttemptEnd.Answered)];
        if (options.Engine != EngineNames.Scripted)
        {
            return Finding.Of(
                "no answer is empty",
                $"{answered.Length} answers",
                [.. answered.Where(attempt => attempt.Text.Length == 0).Select(attempt => $"prompt {attempt.Ask.Number}")]
            );
        }

        List<string> breaches = [];
        foreach (Attempt attempt in answered)
        {
            string whole = PseudoText.Answer(
                new InferenceRequest { Model = ModelId.Parse(model), Messages = [new ChatMessage("user", attempt.Ask.Prompt)] }
            );
            bool right =
                attempt.Finish == "stop"
                    ? attempt.Text == whole
                    : attempt.Text.Length > 0 && whole.StartsWith(attempt.Text, StringComparison.Ordinal);
            if (!right)
            {
                breaches.Add($"prompt {attempt.Ask.Number}, task {attempt.Task}, {attempt.Finish}: '{attempt.Text}'");
            }
        }

        return Finding.Of("every answer is the engine's, no token missing or twice", $"{answered.Length} answers compared", breaches);
    }
}
