using Cortensor.Inference.Worker.Models;

namespace Cortensor.Inference.Worker.Generation;

/// <summary>A sequence of the context: whose answer it holds, and what it still holds of the last one.</summary>
internal sealed class Sequence(LlamaContext context, int sequence)
{
    /// <summary>Less than this is not worth remembering whose it was.</summary>
    internal const int LeastShared = 16;

    private List<int> _held = [];
    private string? _scope;

    internal int Index { get; } = sequence;

    internal Answer? Answer { get; private set; }

    /// <summary>
    /// How many tokens of the answer's beginning are here already. Only requests of one scope share: the time an answer takes would tell
    /// what others asked.
    /// </summary>
    internal int Shared(Answer answer)
    {
        if (answer.Scope is null || answer.Scope != _scope)
        {
            return 0;
        }

        // The last token is always read again: its logits are what the answer begins with.
        int most = Math.Min(_held.Count, answer.Tokens.Count - 1);
        int common = 0;
        while (common < most && _held[common] == answer.Tokens[common])
        {
            common++;
        }

        return common >= LeastShared ? common : 0;
    }

    internal void Take(Answer answer)
    {
        int shared = Shared(answer);
        if (shared == 0 || !context.Forget(Index, shared))
        {
            shared = 0;
            _ = context.Forget(Index, 0);
        }

        Answer = answer;
        answer.Read = shared;
        _scope = answer.Scope;
        _held = [.. answer.Tokens.Take(shared)];
    }

    /// <summary>Adds the next unread tokens of the answer to the batch.</summary>
    /// <returns>The place of the last one's logits; null when tokens are left for a later step.</returns>
    internal int? Feed(int count)
    {
        int last = -1;
        for (int i = 0; i < count; i++)
        {
            int position = Answer!.Read++;
            bool wantsLogits = Answer.Unread == 0;
            last = context.Add(Answer.Tokens[position], position, Index, wantsLogits);
            _held.Add(Answer.Tokens[position]);
        }

        return Answer!.Unread == 0 ? last : null;
    }

    /// <summary>The answer is over. What was read stays for its scope, unless nobody knows what that is.</summary>
    internal void Leave(bool isKnown)
    {
        Answer = null;
        if (!isKnown || _scope is null)
        {
            _ = context.Forget(Index, 0);
            _scope = null;
            _held = [];
        }
    }
}
