using System.Collections.Immutable;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Protocol.Queue.Moves;

/// <summary>Fill empty slots.</summary>
internal static class Assign
{
    private const byte Allowed = Gate.Queued | Gate.Acked;

    public static Ruling<QueueTask> Apply(
        QueueTask task,
        QueueParameters parameters,
        MoveContext context,
        ImmutableArray<byte> nodes,
        AssignFacts facts
    )
    {
        if (Gate.State(task, parameters, Allowed) is Refusal refusal)
        {
            return refusal;
        }

        if (!MayAssign(task, parameters, context))
        {
            return TaskRefusals.TaskCallerNotAllowed(task.Key, context.Caller);
        }

        if (task.Router.IsZero && context.Block <= task.SeedBlock)
        {
            return TaskRefusals.TaskSeedUnknown(task.Key, task.SeedBlock);
        }

        QueueTask seeded = task.SelectionSeed.IsZero
            ? task with
            {
                SelectionSeed = SelectionSeed.Of(facts.SeedSource, task.RequestDigest, task.Key),
            }
            : task;
        return Assignment.Apply(seeded, parameters, context, nodes, facts.EligibleNode);
    }

    private static bool MayAssign(QueueTask task, QueueParameters parameters, MoveContext context)
    {
        ulong deadline = task.CreatedAt + parameters.AssignWindow;
        bool goesFirst = task.Router.IsZero
            ? context.IsOracle
            : context.Caller == task.Router || (context.IsOracle && context.Now > deadline);
        return goesFirst || context.Now > deadline + parameters.Grace;
    }
}
