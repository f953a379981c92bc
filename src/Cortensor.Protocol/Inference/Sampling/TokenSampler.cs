using Cortensor.Primitives;

namespace Cortensor.Protocol.Inference.Sampling;

/// <summary>Chooses the tokens of one answer by the rule that others can check (protocol section 5).</summary>
/// <remarks>
/// Penalties, then temperature, then top-k, then top-p over what top-k left, then the largest of logit plus Gumbel noise. Temperature 0 is
/// the largest logit after penalties and uses neither key nor top-k nor top-p. Ties go to the lower id everywhere. All arithmetic on logits
/// is in double precision. An instance keeps scratch space and serves one answer on one thread.
/// </remarks>
/// <param name="options">How tokens are chosen.</param>
/// <param name="key">The miner's key, <see cref="SamplingSeeds.MinerKey"/>.</param>
public sealed class TokenSampler(SamplingOptions options, Hash32 key)
{
    private readonly CandidateSelector _candidates = new();
    private readonly Dictionary<int, int> _occurrences = [];
    private double[] _scores = [];

    /// <summary>How many tokens of the answer have been recorded; the position of the next one.</summary>
    public int Position { get; private set; }

    /// <summary>Chooses the next token of the answer; does not record it.</summary>
    /// <param name="logits">One number a token of the vocabulary. Tokens whose logit is not a number or −∞ are never chosen.</param>
    /// <exception cref="ArgumentException">No token can be chosen: a model that answers nonsense.</exception>
    public int Choose(ReadOnlySpan<float> logits)
    {
        Span<double> scores = Penalized(logits);
        int token = options.Temperature <= 0 ? Greedy(scores) : WithNoise(scores);
        return token >= 0 ? token : throw new ArgumentException("No logit is a number.", nameof(logits));
    }

    /// <summary>Adds a token to the answer: it counts for the penalties and moves the position on.</summary>
    public void Record(int token)
    {
        _occurrences[token] = _occurrences.GetValueOrDefault(token) + 1;
        Position++;
    }

    private Span<double> Penalized(ReadOnlySpan<float> logits)
    {
        if (_scores.Length < logits.Length)
        {
            _scores = new double[logits.Length];
        }

        Span<double> scores = _scores.AsSpan(0, logits.Length);
        for (int token = 0; token < logits.Length; token++)
        {
            scores[token] = float.IsNaN(logits[token]) ? double.NegativeInfinity : logits[token];
        }

        foreach ((int token, int count) in _occurrences)
        {
            if ((uint)token < (uint)scores.Length)
            {
                scores[token] -= options.PresencePenalty + (options.FrequencyPenalty * count);
            }
        }

        return scores;
    }

    private static int Greedy(ReadOnlySpan<double> scores)
    {
        int best = -1;
        double bestScore = double.NegativeInfinity;
        for (int token = 0; token < scores.Length; token++)
        {
            if (scores[token] > bestScore)
            {
                bestScore = scores[token];
                best = token;
            }
        }

        return best;
    }

    private int WithNoise(Span<double> scores)
    {
        for (int token = 0; token < scores.Length; token++)
        {
            scores[token] /= options.Temperature;
        }

        GumbelNoise noise = new(key, Position);
        int best = -1;
        double bestScore = double.NegativeInfinity;
        foreach (int token in _candidates.Select(scores, options.TopK, options.TopP))
        {
            double score = scores[token] + noise.OfAbove(token, bestScore - scores[token]);
            if (score > bestScore || (score == bestScore && token < best))
            {
                bestScore = score;
                best = token;
            }
        }

        return best;
    }
}
