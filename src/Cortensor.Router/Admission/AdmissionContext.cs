using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Router.Admission;

/// <summary>An inquiry and everything its questions look at, taken at one moment.</summary>
internal sealed record AdmissionContext
{
    public required ClientRequest ClientRequest { get; init; }

    public required NetworkSnapshot Network { get; init; }

    public required RouterOptions Options { get; init; }

    /// <summary>This router.</summary>
    public required Address Self { get; init; }

    public bool Stopping { get; init; }

    /// <summary>Seconds since the view last moved.</summary>
    public TimeSpan ChainAge { get; init; }

    /// <summary>The session that would pay; null when there is none.</summary>
    public SessionInfo? Session { get; init; }

    /// <summary>The model's name; null when nobody told this router.</summary>
    public ModelId? Model { get; init; }

    /// <summary>Miners that are connected here, whatever they serve.</summary>
    public int Connected { get; init; }

    /// <summary>Of those, the ones that offer the session's model.</summary>
    public int Serving { get; init; }

    /// <summary>Nodes of the session that are eligible and connected here.</summary>
    public int Reachable { get; init; }

    /// <summary>Of those, the ones that have room for one more answer.</summary>
    public int Free { get; init; }

    /// <summary>Ceilings of this router's tasks in the session that the view does not show yet.</summary>
    public TokenAmount SessionPending { get; init; }

    /// <summary>Ceilings of this key's tasks that the view does not show yet.</summary>
    public TokenAmount ClientPending { get; init; }

    /// <summary>Tasks of this router without an outcome.</summary>
    public int OpenTasks { get; init; }

    /// <summary>Seconds until somebody else's task has made room, as far as the past tells.</summary>
    public int RetrySeconds { get; init; } = Queue.RetryAfterEstimator.DefaultSeconds;

    public int PromptBound => Admission.PromptBound.Of(ClientRequest);

    public uint MaxTokens =>
        ClientRequest.MaxTokens is int asked ? (uint)asked : Math.Min((uint)Options.AnswerTokens, Network.Parameters.MaxTokensLimit);

    /// <summary>The network's price of the session's model; null without a session or a price.</summary>
    public ModelPrice? Price => Session is null ? null : Network.Prices.GetValueOrDefault(Session.Config.ModelId);

    /// <summary>What the task may cost at most.</summary>
    public TokenAmount Ceiling =>
        Session is null || Price is null
            ? TokenAmount.Zero
            : Pricing.Ceiling(Price, Session.Config.Sla, Session.Config.Redundancy, (uint)PromptBound, MaxTokens);
}
