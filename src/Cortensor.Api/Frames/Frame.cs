using Cortensor.Api.Native;
using Cortensor.Primitives;

namespace Cortensor.Api.Frames;

/// <summary>One message between router and miner, a JSON object whose <c>type</c> names the record (protocol section 10).</summary>
public abstract record Frame
{
    /// <summary>The largest frame either side reads, in bytes: a 1 MiB object in base64 and its envelope.</summary>
    public const int MaxBytes = (1 << 20) * 3 / 2;

    /// <summary>The largest frame that is neither <c>task</c> nor <c>commit</c>, in bytes: what may wait in a queue is small.</summary>
    public const int MaxSmallBytes = 16 * 1024;

    /// <summary>Version of this set of frames.</summary>
    public const int ProtocolVersion = 1;
}

/// <summary>Router → node, first: sign this.</summary>
/// <param name="Version">Frame set version.</param>
/// <param name="Router">The router's address.</param>
/// <param name="ChainId">Chain the router works on.</param>
/// <param name="Queue">Address of its SessionQueue.</param>
/// <param name="Nonce">32 random bytes.</param>
public sealed record ChallengeFrame(int Version, Address Router, ulong ChainId, Address Queue, Hash32 Nonce) : Frame;

/// <summary>Node → router: who I am and what I can do.</summary>
/// <param name="Version">Frame set version.</param>
/// <param name="Node">The node's address.</param>
/// <param name="Slots">Tasks it can hold at once.</param>
/// <param name="Models">Catalogue names it serves.</param>
/// <param name="Software">Name and version of the program.</param>
/// <param name="Signature">EIP-712 signature of <c>Hello(address router,address node,bytes32 nonce)</c>, 65 bytes in hex.</param>
public sealed record HelloFrame(int Version, Address Node, int Slots, IReadOnlyList<ModelId> Models, string Software, string Signature)
    : Frame;

/// <summary>Router → node: welcome.</summary>
/// <param name="Credits">Tokens a node may send per task before it waits for <see cref="CreditFrame"/>.</param>
/// <param name="PingSeconds">How often the router pings; two missed pings end the connection.</param>
public sealed record HelloAckFrame(int Credits, int PingSeconds) : Frame;

/// <summary>Router → miner: work on this. Sent again with <see cref="Prefix"/> when the miner takes over a stream.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="RequestDigest">sha-256 of <see cref="Request"/>.</param>
/// <param name="Request">Canonical request object, base64.</param>
/// <param name="SelectionSeed">Seed of the order, as the chain will show it.</param>
/// <param name="Elected">Whether this miner streams tokens.</param>
/// <param name="Prefix">Tokens already streamed by others; generation continues after them.</param>
/// <param name="PrefixSegments">Who made the prefix.</param>
/// <param name="PrefixText">
/// The text streamed with the prefix: a miner cannot know what was held back of it, and its result holds the whole answer.
/// </param>
/// <param name="Traceparent">
/// W3C trace context of the router's part, for the miner's spans; absent when the router records none. A malformed one is ignored.
/// </param>
public sealed record TaskFrame(
    SessionId Session,
    TaskId Task,
    Hash32 RequestDigest,
    string Request,
    Hash32 SelectionSeed,
    bool Elected,
    IReadOnlyList<int> Prefix,
    IReadOnlyList<FrameSegment> PrefixSegments,
    string PrefixText = "",
    string? Traceparent = null
) : Frame;

/// <summary>Part of an answer: tokens [From, To) were made by a miner.</summary>
/// <param name="Miner">Who.</param>
/// <param name="From">First token.</param>
/// <param name="To">One past the last.</param>
public sealed record FrameSegment(Address Miner, int From, int To);

/// <summary>Miner → router: working on it.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
public sealed record AckFrame(SessionId Session, TaskId Task) : Frame;

/// <summary>Miner → router: cannot do it.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="Reason">A <c>DeclineReason</c> in snake_case, or <c>already_precommitted</c> when a take-over comes too late.</param>
/// <param name="Message">For people.</param>
public sealed record DeclineFrame(SessionId Session, TaskId Task, string Reason, string Message) : Frame;

/// <summary>Elected miner → router: the next tokens, as many as are ready; a model that makes one at a time sends one at a time.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="Seq">Position of the first in the answer, counted from 0 without gaps, a prefix included.</param>
/// <param name="Tokens">Token ids, at least one; each costs one credit.</param>
/// <param name="Text">Text that became certain with them, may be empty.</param>
public sealed record TokenFrame(SessionId Session, TaskId Task, int Seq, IReadOnlyList<int> Tokens, string Text) : Frame;

/// <summary>Elected miner → router: the answer is complete.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="ResultDigest">sha-256 of the result object it binds itself to.</param>
/// <param name="PromptTokens">Prompt length.</param>
/// <param name="OutputTokens">Answer length.</param>
/// <param name="Finish"><c>stop</c> or <c>length</c>.</param>
/// <param name="Signature">EIP-712 signature of <c>Done(uint256 session,uint256 task,bytes32 resultDigest)</c>.</param>
public sealed record DoneFrame(
    SessionId Session,
    TaskId Task,
    Hash32 ResultDigest,
    int PromptTokens,
    int OutputTokens,
    string Finish,
    string Signature
) : Frame;

/// <summary>Miner → router: my precommit is on chain.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="Commitment">The commitment.</param>
/// <param name="Transaction">Its transaction.</param>
public sealed record PrecommitFrame(SessionId Session, TaskId Task, Hash32 Commitment, Hash32 Transaction) : Frame;

/// <summary>Miner → router: here is my result; sent when commits are open.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="ResultDigest">sha-256 of <see cref="Result"/>.</param>
/// <param name="Result">Canonical result object, base64.</param>
public sealed record CommitFrame(SessionId Session, TaskId Task, Hash32 ResultDigest, string Result) : Frame;

/// <summary>Router → miner: the result is stored and served. The miner may send its commit transaction now or before.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="ResultDigest">What was stored.</param>
public sealed record StoredFrame(SessionId Session, TaskId Task, Hash32 ResultDigest) : Frame;

/// <summary>Router → miner: stop working on it.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record CancelFrame(SessionId Session, TaskId Task, string Reason) : Frame;

/// <summary>Router → miner: this many more tokens may be sent for the task.</summary>
/// <param name="Session">Session.</param>
/// <param name="Task">Task.</param>
/// <param name="Tokens">How many more.</param>
public sealed record CreditFrame(SessionId Session, TaskId Task, int Tokens) : Frame;

/// <summary>Either side: something is wrong with this task or, without a task, with the connection, which then ends.</summary>
/// <param name="Code">Stable code, see <c>ErrorCodes</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Session">Session, if one is meant.</param>
/// <param name="Task">Task, if one is meant.</param>
public sealed record ErrorFrame(string Code, string Message, SessionId? Session = null, TaskId? Task = null) : Frame;

/// <summary>Are you there?</summary>
/// <param name="Nonce">Comes back in <see cref="PongFrame"/>.</param>
public sealed record PingFrame(ulong Nonce) : Frame;

/// <summary>I am.</summary>
/// <param name="Nonce">From <see cref="PingFrame"/>.</param>
/// <param name="Work">How busy and fast the miner is, when it tells: routers show it, nothing depends on it.</param>
public sealed record PongFrame(ulong Nonce, NodeWorkStats? Work = null) : Frame;
