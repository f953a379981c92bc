using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Payments;
using Cortensor.Protocol.Sessions;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Queue a task, reserve its ceiling, and assign when nodes are given.</summary>
internal static class Submit
{
    public static Ruling<SubmittedTask> Apply(TaskSubmission submission, QueueParameters parameters, MoveContext context, SubmitFacts facts)
    {
        Ruling<Authorization> authorized = SessionAuthority.Authorize(facts.Authority, submission, context);
        if (!authorized.Legal)
        {
            return authorized.Refusal;
        }

        SessionInfo session = authorized.Value.Session;
        if (Check(submission, parameters, session, facts.Price) is Refusal refusal)
        {
            return refusal;
        }

        bool routed = !authorized.Value.Router.IsZero;
        RouterChain? chain = routed ? RouterChains.Use(facts.RouterChain, context.Now, submission.RouterReveal) : null;
        if (routed && chain is null)
        {
            return TaskRefusals.TaskRouterRevealMismatch(context.Caller, RouterChains.TipAt(facts.RouterChain, context.Now));
        }

        if (!routed && !submission.Nodes.IsEmpty)
        {
            return TaskRefusals.TaskNodeCountOutOfRange(submission.Task, submission.Nodes.Length, 0);
        }

        if (CheckMoney(submission, facts.Free) is Refusal poor)
        {
            return poor;
        }

        QueueTask task = Create(submission, context, authorized.Value, facts.Price);
        Ruling<QueueTask> placed = submission.Nodes.IsEmpty
            ? task
            : Assignment.Apply(task, parameters, context, submission.Nodes, facts.EligibleNode);
        return placed.Legal ? new SubmittedTask(placed.Value, authorized.Value, chain) : placed.Refusal;
    }

    private static Refusal? Check(TaskSubmission submission, QueueParameters parameters, SessionInfo session, ModelPrice price)
    {
        TaskId next = new(session.TaskCount + 1);
        if (submission.Task.Task != next)
        {
            return TaskRefusals.TaskIdTaken(session.Id, submission.Task.Task, next);
        }

        if (submission.MaxTokens == 0 || submission.MaxTokens > parameters.MaxTokensLimit)
        {
            return TaskRefusals.TaskMaxTokensOutOfRange(submission.MaxTokens, parameters.MaxTokensLimit);
        }

        return Pricing.CheckMaximum(session.Id, price.Per1kInput, session.Config.Sla, session.Config.MaxPricePer1kInput)
            ?? Pricing.CheckMaximum(session.Id, price.Per1kOutput, session.Config.Sla, session.Config.MaxPricePer1kOutput);
    }

    private static Refusal? CheckMoney(TaskSubmission submission, TokenAmount free) =>
        submission.MaxCost == TokenAmount.Zero ? PaymentRefusals.PaymentAmountZero()
        : free < submission.MaxCost ? PaymentRefusals.PaymentInsufficientBalance(submission.Task.Session, submission.MaxCost, free)
        : null;

    private static QueueTask Create(TaskSubmission submission, MoveContext context, Authorization authorization, ModelPrice price)
    {
        bool routed = !authorization.Router.IsZero;
        SessionConfig config = authorization.Session.Config;
        return new QueueTask
        {
            Key = submission.Task,
            Router = authorization.Router,
            RequestDigest = submission.RequestDigest,
            SelectionSeed = routed ? SelectionSeed.Of(submission.RouterReveal, submission.RequestDigest, submission.Task) : Hash32.Zero,
            ClientReference = submission.ClientReference,
            Ceiling = submission.MaxCost,
            InputPrice = Pricing.PerToken(price.Per1kInput, config.Sla),
            OutputPrice = Pricing.PerToken(price.Per1kOutput, config.Sla),
            MaxTokens = submission.MaxTokens,
            Redundancy = config.Redundancy,
            CreatedAt = context.Now,
            SeedBlock = routed ? 0 : context.Block + 1,
        };
    }
}
