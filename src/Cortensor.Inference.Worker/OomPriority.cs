namespace Cortensor.Inference.Worker;

/// <summary>When memory runs out the kernel shall end the worker, which holds nothing that matters, and not the node.</summary>
internal static class OomPriority
{
    private const string Score = "/proc/self/oom_score_adj";
    private const string Most = "1000";

    internal static void Raise()
    {
        try
        {
            File.WriteAllText(Score, Most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not this kernel, or not here: then it chooses by size, which is the worker most often.
        }
    }
}
