using System.Collections.Immutable;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;

namespace Cortensor.Testing.Conformance;

/// <summary>
/// Makes sense of a history with moves left out: tasks are numbered from one without gaps and routers reveal link after link, so the moves
/// that stay mean what they meant. Moves on a task whose submit is gone go too.
/// </summary>
internal sealed class HistoryRenumbering
{
    private readonly Dictionary<SessionId, ulong> _oldCounts = [];
    private readonly Dictionary<SessionId, ulong> _newCounts = [];
    private readonly Dictionary<TaskKey, TaskKey> _tasks = [];
    private readonly Dictionary<int, Hash32[]> _reveals;
    private readonly Dictionary<int, int> _oldReveals = [];
    private readonly Dictionary<(int Router, int Start), int> _newReveals = [];

    private HistoryRenumbering(ImmutableArray<PlayedMove> history) =>
        _reveals = history
            .Where(static played => played is { Made: true, Move: LedgerMove.Submit } && IsRouter(played.Move.Actor))
            .GroupBy(static played => played.Move.Actor)
            .ToDictionary(
                static group => group.Key,
                static group => group.Select(static played => ((LedgerMove.Submit)played.Move).Reveal).ToArray()
            );

    /// <summary>The moves of a history that <paramref name="keep"/> holds true for.</summary>
    public static ImmutableArray<PlayedMove> Keep(ImmutableArray<PlayedMove> history, Func<int, bool> keep)
    {
        HistoryRenumbering numbers = new(history);
        ImmutableArray<PlayedMove>.Builder kept = ImmutableArray.CreateBuilder<PlayedMove>();
        for (int index = 0; index < history.Length; index++)
        {
            if (numbers.Next(history[index], keep(index)) is PlayedMove move)
            {
                kept.Add(move);
            }
        }

        return kept.ToImmutable();
    }

    private static bool IsRouter(int actor) => ConformanceSetup.Routers.Contains(actor);

    private PlayedMove? Next(PlayedMove played, bool keep) =>
        played.Move switch
        {
            LedgerMove.Submit submit => Next(played, submit, keep),
            LedgerMove.OnTask move when keep => OnTask(move.Task) is TaskKey task ? played with { Move = move with { Task = task } } : null,
            _ => keep ? played : null,
        };

    private PlayedMove? Next(PlayedMove played, LedgerMove.Submit submit, bool keep)
    {
        SessionId session = submit.Task.Session;
        ulong oldCount = _oldCounts.GetValueOrDefault(session);
        ulong newCount = _newCounts.GetValueOrDefault(session);
        TaskKey renamed = new(session, new TaskId(newCount + submit.Task.Task.Value - oldCount));
        (int chain, int link) = PlaceOf(submit);
        Hash32 reveal = chain < 0 ? submit.Reveal : _reveals[submit.Actor][link];
        if (played.Made)
        {
            _oldCounts[session] = oldCount + 1;
            _oldReveals[submit.Actor] = _oldReveals.GetValueOrDefault(submit.Actor) + 1;
        }

        if (played.Made && keep)
        {
            _newCounts[session] = newCount + 1;
            _newReveals[(submit.Actor, chain)] = link - chain + 1;
            _tasks[submit.Task] = renamed;
        }

        return keep ? played with { Move = submit with { Task = renamed, Reveal = reveal } } : null;
    }

    private TaskKey? OnTask(TaskKey task) =>
        _tasks.TryGetValue(task, out TaskKey renamed) ? renamed
        : task.Task.Value <= _oldCounts.GetValueOrDefault(task.Session) ? null
        : task;

    /// <summary>
    /// Where the reveal's hash chain begins among the router's reveals and which of its links is next now; −1 when it was not the next one.
    /// </summary>
    private (int Chain, int Link) PlaceOf(LedgerMove.Submit submit)
    {
        int old = _oldReveals.GetValueOrDefault(submit.Actor);
        if (!_reveals.TryGetValue(submit.Actor, out Hash32[]? links) || old >= links.Length || links[old] != submit.Reveal)
        {
            return (-1, 0);
        }

        int chain = old;
        while (chain > 0 && Keccak256.HashWords(links[chain]) == links[chain - 1])
        {
            chain--;
        }

        return (chain, chain + _newReveals.GetValueOrDefault((submit.Actor, chain)));
    }
}
