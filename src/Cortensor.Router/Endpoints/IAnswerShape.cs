using Cortensor.Api.OpenAi;
using Cortensor.Router.Queue;

namespace Cortensor.Router.Endpoints;

/// <summary>How one API writes an answer. The relay of tokens is the same for all.</summary>
internal interface IAnswerShape
{
    /// <summary>Whether the client asked for server-sent events.</summary>
    bool Stream { get; }

    /// <summary>Events before the first token.</summary>
    IEnumerable<byte[]> Begin(TaskRun run, long created);

    /// <summary>The event for new text.</summary>
    byte[] Token(TaskRun run, long created, string text);

    /// <summary>Events after the last token; the last one carries the provenance.</summary>
    IEnumerable<byte[]> End(TaskRun run, long created, string finish, Usage usage, Provenance provenance);

    /// <summary>The body without streaming.</summary>
    byte[] Whole(TaskRun run, long created, string text, string finish, Usage usage, Provenance provenance);
}
