namespace Cortensor.Inference.Worker.Generation;

/// <summary>Who gets how many tokens of the next step: everybody who answers gets one, prompts take turns in what is left.</summary>
internal static class BatchPlan
{
    /// <summary>Prompt tokens in a step beside running answers: a long prompt slows them down, it does not stop them.</summary>
    internal const int PromptBesideAnswers = 32;

    /// <summary>Shares of a step.</summary>
    /// <param name="unread">Unread tokens of each, 1 for whoever answers.</param>
    /// <param name="answering">Who answers.</param>
    /// <param name="capacity">Tokens of a step, at least one for each.</param>
    /// <param name="turn">Whose turn it is among the prompts; the caller moves it on with every step.</param>
    internal static int[] Shares(ReadOnlySpan<int> unread, ReadOnlySpan<bool> answering, int capacity, int turn)
    {
        int[] shares = new int[unread.Length];
        int answers = 0;
        for (int i = 0; i < unread.Length; i++)
        {
            if (answering[i])
            {
                shares[i] = 1;
                answers++;
            }
        }

        int left = answers == 0 ? capacity : Math.Min(PromptBesideAnswers, capacity - answers);
        for (int i = 0; i < unread.Length && left > 0; i++)
        {
            int index = (turn + i) % unread.Length;
            if (!answering[index])
            {
                shares[index] = Math.Min(unread[index], left);
                left -= shares[index];
            }
        }

        return shares;
    }
}
