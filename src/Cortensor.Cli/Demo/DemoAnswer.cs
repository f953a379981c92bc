using System.Text;
using Cortensor.Api.OpenAi;
using Cortensor.Cli.Http;
using Cortensor.Cli.Output;
using Cortensor.Node;

namespace Cortensor.Cli.Demo;

/// <summary>One streamed answer with its times and where it came from.</summary>
internal sealed record DemoAnswer(string Text, string FinishReason, Provenance Provenance, TimeSpan FirstToken, TimeSpan Total)
{
    /// <summary>What to tell a person about the end; null when the model ended by itself.</summary>
    public string? Cut => FinishReason == "length" ? "The answer was cut at its longest length." : null;

    /// <summary>Asks and writes the text as it comes.</summary>
    public static async Task<DemoAnswer> AskAsync(
        RouterClient router,
        ChatCompletionRequest request,
        TextWriter? stream,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        long start = time.GetTimestamp();
        TimeSpan? first = null;
        Provenance? provenance = null;
        string? finish = null;
        StringBuilder text = new();
        await foreach (ChatCompletionChunk chunk in router.ChatAsync(request with { Stream = true }, cancellationToken))
        {
            provenance = chunk.Cortensor ?? provenance;
            finish = chunk.Choices.Select(choice => choice.FinishReason).FirstOrDefault(reason => reason is not null) ?? finish;
            string piece = string.Concat(chunk.Choices.Select(choice => choice.Delta.Content));
            if (piece.Length == 0)
            {
                continue;
            }

            first ??= time.GetElapsedTime(start);
            _ = text.Append(piece);
            if (stream is not null)
            {
                await stream.WriteAsync(TerminalText.Of(piece).AsMemory(), cancellationToken);
                await stream.FlushAsync(cancellationToken);
            }
        }

        TimeSpan total = time.GetElapsedTime(start);
        return provenance is not null && first is not null && finish is not null
            ? new DemoAnswer(text.ToString(), finish, provenance, first.Value, total)
            : throw new CodedException(
                ExitCodes.Task,
                "The router's stream held no text, or did not say how it ended or where it came from."
            );
    }
}
