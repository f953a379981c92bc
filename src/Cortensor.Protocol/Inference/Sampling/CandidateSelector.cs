namespace Cortensor.Protocol.Inference.Sampling;

/// <summary>Top-k, then top-p over what top-k left. Tokens are ranked by score, equal scores by the lower id.</summary>
internal sealed class CandidateSelector
{
    /// <summary>Top-p alone first ranks this many tokens and grows only when they do not hold enough probability.</summary>
    private const int FirstRanking = 128;

    private readonly PriorityQueue<int, (double Score, int Id)> _worstFirst = new();
    private int[] _tokens = [];

    /// <summary>The ids that may be chosen. The span is valid until the next call.</summary>
    /// <param name="scores">Scores after penalties and temperature; −∞ marks a token that may never be chosen.</param>
    /// <param name="topK">Keep this many; 0 keeps all.</param>
    /// <param name="topP">Keep the smallest set that reaches this probability; 1 keeps all.</param>
    public ReadOnlySpan<int> Select(ReadOnlySpan<double> scores, int topK, double topP)
    {
        if (_tokens.Length < scores.Length)
        {
            _tokens = new int[scores.Length];
        }

        bool cutsK = topK > 0 && topK < scores.Length;
        if (topP >= 1)
        {
            return cutsK ? Rank(scores, topK) : All(scores);
        }

        if (cutsK)
        {
            ReadOnlySpan<int> ranked = Rank(scores, topK);
            _ = TryCut(scores, ranked, Mass(scores, ranked), topP, out int kept);
            return ranked[..kept];
        }

        double mass = Mass(scores, All(scores));
        for (int size = Math.Min(FirstRanking, scores.Length); ; size = Math.Min(size * 16, scores.Length))
        {
            ReadOnlySpan<int> ranked = Rank(scores, size);
            if (TryCut(scores, ranked, mass, topP, out int kept) || size == scores.Length)
            {
                return ranked[..kept];
            }
        }
    }

    private ReadOnlySpan<int> All(ReadOnlySpan<double> scores)
    {
        int count = 0;
        for (int token = 0; token < scores.Length; token++)
        {
            if (scores[token] > double.NegativeInfinity)
            {
                _tokens[count++] = token;
            }
        }

        return _tokens.AsSpan(0, count);
    }

    private ReadOnlySpan<int> Rank(ReadOnlySpan<double> scores, int size)
    {
        _worstFirst.Clear();
        double worst = double.NegativeInfinity;
        for (int token = 0; token < scores.Length; token++)
        {
            double score = scores[token];
            if (_worstFirst.Count == size && score <= worst)
            {
                continue; // An equal score with a higher id loses too: ids only grow here.
            }

            if (score == double.NegativeInfinity)
            {
                continue;
            }

            _worstFirst.Enqueue(token, (score, -token));
            if (_worstFirst.Count > size)
            {
                _ = _worstFirst.Dequeue();
            }

            if (_worstFirst.TryPeek(out _, out (double Score, int Id) last))
            {
                worst = last.Score;
            }
        }

        int count = _worstFirst.Count;
        for (int i = count - 1; i >= 0; i--)
        {
            _tokens[i] = _worstFirst.Dequeue();
        }

        return _tokens.AsSpan(0, count);
    }

    /// <summary>Sum of <c>exp(score − best)</c>, in the order of the ids given.</summary>
    private static double Mass(ReadOnlySpan<double> scores, ReadOnlySpan<int> tokens)
    {
        double best = Best(scores, tokens);
        double mass = 0;
        foreach (int token in tokens)
        {
            mass += Weight(scores[token], best);
        }

        return mass;
    }

    private static bool TryCut(ReadOnlySpan<double> scores, ReadOnlySpan<int> ranked, double mass, double topP, out int kept)
    {
        double best = Best(scores, ranked);
        double reached = 0;
        for (kept = 0; kept < ranked.Length; )
        {
            reached += Weight(scores[ranked[kept++]], best);
            if (reached >= topP * mass)
            {
                return true;
            }
        }

        return false;
    }

    private static double Best(ReadOnlySpan<double> scores, ReadOnlySpan<int> tokens)
    {
        double best = double.NegativeInfinity;
        foreach (int token in tokens)
        {
            best = Math.Max(best, scores[token]);
        }

        return best;
    }

    /// <summary>A score of +∞ weighs 1 against itself, not the NaN of ∞ − ∞.</summary>
    private static double Weight(double score, double best) => score == best ? 1 : Math.Exp(score - best);
}
