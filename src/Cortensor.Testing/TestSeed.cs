using System.Globalization;
using System.Security.Cryptography;

namespace Cortensor.Testing;

/// <summary>
/// Seeds of random tests. A usual run has fixed seeds, so that it says the same everywhere; a full run (<c>./test.sh --full</c>) adds a
/// fresh one; the variable CORTENSOR_TEST_SEED repeats one alone. A failure must name its seed.
/// </summary>
public static class TestSeed
{
    /// <summary>Whether this is <c>./test.sh --full</c>.</summary>
    public static bool IsFullRun => Environment.GetEnvironmentVariable("CORTENSOR_TEST_FULL") is not null;

    /// <summary>The seeds to run with.</summary>
    /// <param name="usual">Those of a usual run.</param>
    public static IReadOnlyList<int> From(params IReadOnlyList<int> usual)
    {
        if (Environment.GetEnvironmentVariable("CORTENSOR_TEST_SEED") is { Length: > 0 } repeated)
        {
            return [int.Parse(repeated, CultureInfo.InvariantCulture)];
        }

        return IsFullRun ? [.. usual, RandomNumberGenerator.GetInt32(int.MaxValue)] : usual;
    }
}
