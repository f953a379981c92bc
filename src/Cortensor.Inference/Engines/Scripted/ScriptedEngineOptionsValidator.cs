using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cortensor.Inference.Engines.Scripted;

/// <summary>Reports everything that is wrong with the options at once.</summary>
public sealed class ScriptedEngineOptionsValidator : IValidateOptions<ScriptedEngineOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ScriptedEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ValidationResult> results = [];
        _ = Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        List<string> faults = [.. results.Select(result => result.ErrorMessage!)];
        if (options.Models is not { Count: > 0 })
        {
            faults.Add("Models must name at least one model.");
        }

        if (options.TokenDelay < TimeSpan.Zero)
        {
            faults.Add("TokenDelay must not be negative.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
