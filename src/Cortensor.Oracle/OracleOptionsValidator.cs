using Microsoft.Extensions.Options;

namespace Cortensor.Oracle;

/// <summary>Reports every fault of the options at once.</summary>
internal sealed class OracleOptionsValidator : IValidateOptions<OracleOptions>
{
    private const int MostParallel = 1_024;
    private const int MostVerdicts = 1_000_000;
    private const int MostSeconds = 3_600;

    public ValidateOptionsResult Validate(string? name, OracleOptions options)
    {
        List<string> faults = [];
        Range(nameof(options.Parallel), options.Parallel, MostParallel);
        Range(nameof(options.KeptVerdicts), options.KeptVerdicts, MostVerdicts);
        Range(nameof(options.MissingResultSeconds), options.MissingResultSeconds, MostSeconds);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Range(string option, int value, int most)
        {
            if (value < 1 || value > most)
            {
                faults.Add($"{option} must be 1–{most}, not {value}.");
            }
        }
    }
}
