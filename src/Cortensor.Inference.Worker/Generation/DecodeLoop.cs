using System.Runtime.InteropServices;
using Cortensor.Inference.Worker.Models;
using Cortensor.Inference.Worker.Wire;
using Cortensor.Protocol.Inference;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>
/// Makes all answers together, step by step, on one thread: continuous batching. A new request joins the next step, a finished one leaves
/// it.
/// </summary>
internal sealed class DecodeLoop(LlamaContext context, RequestQueue requests, Action<WireFrame> tell)
{
    private readonly Sequence[] _sequences =
    [
        .. Enumerable.Range(0, context.Sequences).Select(sequence => new Sequence(context, sequence)),
    ];
    private int _turn;

    private IEnumerable<Sequence> Taken => _sequences.Where(sequence => sequence.Answer is not null);

    /// <summary>Runs for as long as the process does.</summary>
    internal void Run()
    {
        while (true)
        {
            if (!Taken.Any())
            {
                Seat(requests.Take());
            }

            while (requests.TryTake() is { } answer)
            {
                Seat(answer);
            }

            foreach (Sequence sequence in Taken.Where(sequence => requests.IsCancelled(sequence.Answer!)).ToList())
            {
                End(sequence, new CancelledEvent(sequence.Answer!.Id), isKnown: true);
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
            requests.End(answer, answer.Finish(FinishReason.Stop, tell));
            return;
        }

        // The one that holds most of its beginning, else the lowest: sequences side by side are read in one go.
        Sequence sequence = _sequences
            .Where(sequence => sequence.Answer is null)
            .OrderByDescending(sequence => sequence.Shared(answer))
            .ThenBy(sequence => sequence.Index)
            .First();
        sequence.Take(answer);
        tell(new PromptEvent(answer.Id, answer.PromptTokens, answer.Read));
    }

    private void Step(Sequence[] sequences)
    {
        int[] shares = BatchPlan.Shares(
            [.. sequences.Select(sequence => sequence.Answer!.Unread)],
            [.. sequences.Select(sequence => sequence.Answer!.IsAnswering)],
            LlamaContext.BatchTokens,
            _turn++ & int.MaxValue
        );
        context.Clear();
        List<(Sequence Sequence, int Place)> answering = [];
        List<Sequence> inStep = [];
        for (int i = 0; i < sequences.Length; i++)
        {
            if (shares[i] > 0)
            {
                inStep.Add(sequences[i]);
                if (sequences[i].Feed(shares[i]) is { } place)
                {
                    answering.Add((sequences[i], place));
                }
            }
        }

        if (!Decode(inStep))
        {
            return;
        }

        foreach (Sequence sequence in sequences.Where(sequence => !sequence.Answer!.IsAnswering))
        {
            // Whoever waits for its turn hears that the worker lives, too.
            tell(new ProgressEvent(sequence.Answer!.Id));
        }

        foreach ((Sequence seat, int place) in answering)
        {
            Advance(seat, place);
        }
    }

    private bool Decode(List<Sequence> seats)
    {
        context.Cancel.Reset();
        requests.BeginStep([.. seats.Select(seat => seat.Answer!)], context.Cancel.Set);
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
            requests.BeginStep([], null);
        }
    }

    private void Advance(Sequence seat, int place)
    {
        Answer answer = seat.Answer!;
        FinishReason? finish = null;
        WireFrame? problem = Guard.Run(answer.Id, () => finish = answer.Advance(context.Logits(place), context.Size, tell));
        if ((problem ?? (finish is { } reason ? answer.Finish(reason, tell) : null)) is { } last)
        {
            End(seat, last, isKnown: true);
        }
    }

    private void End(Sequence seat, WireFrame last, bool isKnown)
    {
        Answer answer = seat.Answer!;
        seat.Leave(isKnown);
        requests.End(answer, last);
    }
}
