using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Models;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>Makes all answers together, step by step, on one thread: continuous batching. Who comes in joins the next step, who is done leaves it.</summary>
internal sealed class AnswerLoop(LlamaContext context, AnswerDesk desk, Action<WireFrame> tell)
{
    private readonly Seat[] _seats = [.. Enumerable.Range(0, context.Sequences).Select(sequence => new Seat(context, sequence))];
    private int _turn;

    private IEnumerable<Seat> Taken => _seats.Where(seat => seat.Answer is not null);

    /// <summary>Runs for as long as the process does.</summary>
    internal void Run()
    {
        while (true)
        {
            if (!Taken.Any())
            {
                Seat(desk.Take());
            }

            while (desk.TryTake() is { } answer)
            {
                Seat(answer);
            }

            foreach (Seat seat in Taken.Where(seat => desk.IsCancelled(seat.Answer!)).ToList())
            {
                End(seat, new CancelledEvent(seat.Answer!.Id), isKnown: true);
            }

            if (Taken.Any())
            {
                Step([.. Taken]);
            }
        }
    }

    private void Seat(Answer answer)
    {
        if (answer.IsOver)
        {
            tell(new PromptEvent(answer.Id, answer.PromptTokens, SharedTokens: 0));
            desk.End(answer, answer.Finish(FinishReason.Stop, tell));
            return;
        }

        // The one that holds most of its beginning, else the lowest: sequences side by side are read in one go.
        Seat seat = _seats.Where(seat => seat.Answer is null).OrderByDescending(seat => seat.Shared(answer)).ThenBy(seat => seat.Sequence).First();
        seat.Take(answer);
        tell(new PromptEvent(answer.Id, answer.PromptTokens, answer.Read));
    }

    private void Step(Seat[] seats)
    {
        int[] shares = BatchPlan.Shares(
            [.. seats.Select(seat => seat.Answer!.Unread)], [.. seats.Select(seat => seat.Answer!.IsAnswering)], LlamaContext.BatchTokens, _turn++ & int.MaxValue);
        context.Clear();
        List<(Seat Seat, int Place)> answering = [];
        List<Seat> inStep = [];
        for (int i = 0; i < seats.Length; i++)
        {
            if (shares[i] > 0)
            {
                inStep.Add(seats[i]);
                if (seats[i].Feed(shares[i]) is { } place)
                {
                    answering.Add((seats[i], place));
                }
            }
        }

        if (!Decode(inStep))
        {
            return;
        }

        foreach (Seat seat in seats.Where(seat => !seat.Answer!.IsAnswering))
        {
            // Whoever waits for its turn hears that the worker lives, too.
            tell(new ProgressEvent(seat.Answer!.Id));
        }

        foreach ((Seat seat, int place) in answering)
        {
            Advance(seat, place);
        }
    }

    private bool Decode(List<Seat> seats)
    {
        context.Cancel.Reset();
        desk.BeginStep([.. seats.Select(seat => seat.Answer!)], context.Cancel.Set);
        try
        {
            context.Decode();
            return true;
        }
        catch (OperationCanceledException)
        {
            // Everybody in the step was cancelled, and nobody knows how far it came.
            seats.ForEach(seat => End(seat, new CancelledEvent(seat.Answer!.Id), isKnown: false));
            return false;
        }
        catch (ExternalException e)
        {
            seats.ForEach(seat => End(seat, new FailedEvent(seat.Answer!.Id, e.Message), isKnown: false));
            return false;
        }
        finally
        {
            desk.BeginStep([], null);
        }
    }

    private void Advance(Seat seat, int place)
    {
        Answer answer = seat.Answer!;
        FinishReason? finish = null;
        WireFrame? problem = Guard.Run(answer.Id, () => finish = answer.Advance(context.Logits(place), context.Size, tell));
        if ((problem ?? (finish is { } reason ? answer.Finish(reason, tell) : null)) is { } last)
        {
            End(seat, last, isKnown: true);
        }
    }

    private void End(Seat seat, WireFrame last, bool isKnown)
    {
        Answer answer = seat.Answer!;
        seat.Leave(isKnown);
        desk.End(answer, last);
    }
}
