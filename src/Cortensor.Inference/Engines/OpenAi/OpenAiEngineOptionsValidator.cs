using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cortensor.Inference.Engines.OpenAi;

/// <summary>Reports everything that is wrong with the options at once.</summary>
public sealed class OpenAiEngineOptionsValidator : IValidateOptions<OpenAiEngineOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OpenAiEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ValidationResult> results = [];
        _ = Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        List<string> faults = [.. results.Select(result => result.ErrorMessage!)];
        Check(options.Model.Value.Length > 0, "Model must be a model id.");
        Check(options.Url.IsAbsoluteUri && options.Url.Scheme is "http" or "https", "Url must be an http or https address.");
        Check(
            options.ApiKey is null || !options.Url.IsAbsoluteUri || options.Url.Scheme == Uri.UriSchemeHttps || options.Url.IsLoopback,
            "Url must be https when a key is sent to another machine: http would show it to everybody on the way."
        );
        Check(
            options.ApiKey is not { } key || (key.Length > 0 && key.All(c => c is > ' ' and < (char)127)),
            "ApiKey must be printable ASCII without spaces."
        );
        Check(options.ConnectTimeout > TimeSpan.Zero, "ConnectTimeout must be positive.");
        Check(options.FirstTokenTimeout > TimeSpan.Zero, "FirstTokenTimeout must be positive.");
        Check(options.StallTimeout > TimeSpan.Zero, "StallTimeout must be positive.");
        Check(options.MaxRetryAfter >= TimeSpan.Zero, "MaxRetryAfter must not be negative.");
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
