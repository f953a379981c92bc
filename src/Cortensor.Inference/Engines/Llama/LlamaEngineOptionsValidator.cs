using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cortensor.Inference.Engines.Llama;

/// <summary>Reports everything that is wrong with the options at once.</summary>
public sealed class LlamaEngineOptionsValidator : IValidateOptions<LlamaEngineOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LlamaEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ValidationResult> results = [];
        _ = Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        List<string> faults = [.. results.Select(result => result.ErrorMessage!)];
        Check(options.Model.Value.Length > 0, "Model must be a model id.");
        Check(options.ModelPath is { Length: > 0 }, "ModelPath must name a file.");
        Check(LlamaBackends.All.Contains(options.Backend), $"Backend must be one of {string.Join(", ", LlamaBackends.All)}.");
        Check(options.GpuLayers == 0 || LlamaBackends.IsGpu(options.Backend), "GpuLayers needs a GPU backend.");
        Check(options.StartTimeout > TimeSpan.Zero, "StartTimeout must be positive.");
        Check(options.StallTimeout > TimeSpan.Zero, "StallTimeout must be positive.");
        Check(options.PingInterval > TimeSpan.Zero, "PingInterval must be positive.");
        Check(options.PingTimeout > TimeSpan.Zero, "PingTimeout must be positive.");
        Check(
            options.MaxRestartDelay >= RestartBackoff.FirstDelay,
            $"MaxRestartDelay must be at least {RestartBackoff.FirstDelay.TotalSeconds} s."
        );
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }
}
