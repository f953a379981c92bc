using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Router.Keys;
using Microsoft.Extensions.Options;

namespace Cortensor.Router;

/// <summary>Reports everything that is wrong at once.</summary>
internal sealed class RouterOptionsValidator : IValidateOptions<RouterOptions>
{
    public ValidateOptionsResult Validate(string? name, RouterOptions options)
    {
        List<string> faults = [];
        Number(faults, nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1024, 1 << 20);
        Number(faults, nameof(options.AnswerTokens), options.AnswerTokens, 1, 32_768);
        Number(faults, nameof(options.MaxOpenTasks), options.MaxOpenTasks, 1, 100_000);
        Number(faults, nameof(options.RequestsPerMinute), options.RequestsPerMinute, 0, 1_000_000);
        Number(faults, nameof(options.ConcurrentRequests), options.ConcurrentRequests, 0, 100_000);
        Number(faults, nameof(options.MaxConnections), options.MaxConnections, 16, 1_000_000);
        Number(faults, nameof(options.MinerBacklog), options.MinerBacklog, 0, 4096);
        Number(faults, nameof(options.ParallelSubmits), options.ParallelSubmits, 1, 64);
        Number(faults, nameof(options.HashChainLength), options.HashChainLength, 2, RouterHashChain.MaxLength);
        Number(faults, nameof(options.TokenCredits), options.TokenCredits, 2, 4096);
        Number(faults, nameof(options.SendQueue), options.SendQueue, 16, 65_536);
        Number(faults, nameof(options.MaxMiners), options.MaxMiners, 1, 100_000);
        Span(faults, nameof(options.AnswerTimeout), options.AnswerTimeout);
        Span(faults, nameof(options.MaxAnswerTimeout), options.MaxAnswerTimeout);
        Span(faults, nameof(options.ClientStallTimeout), options.ClientStallTimeout);
        Span(faults, nameof(options.StallTimeout), options.StallTimeout);
        Span(faults, nameof(options.CountTimeout), options.CountTimeout);
        Span(faults, nameof(options.PingInterval), options.PingInterval);
        Span(faults, nameof(options.HelloTimeout), options.HelloTimeout);
        Span(faults, nameof(options.KeepAliveInterval), options.KeepAliveInterval);
        Span(faults, nameof(options.MaxChainAge), options.MaxChainAge);
        Span(faults, nameof(options.DrainTimeout), options.DrainTimeout);
        if (options.AnswerTimeout > options.MaxAnswerTimeout)
        {
            faults.Add($"{nameof(options.AnswerTimeout)} must not be above {nameof(options.MaxAnswerTimeout)}.");
        }

        if (
            options.PublicUrl is { } url
            && (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || parsed.Scheme is not ("http" or "https") || url.EndsWith('/'))
        )
        {
            faults.Add($"{nameof(options.PublicUrl)} must be an absolute http or https URL without a slash at the end.");
        }

        Keys(faults, options.Keys);
        foreach (RouterModel model in options.Models)
        {
            if (!ModelId.TryParse(model.Id, null, out _) || model.ContextTokens < 1)
            {
                faults.Add(
                    $"{nameof(options.Models)}: '{model.Id}' needs a catalogue name and {nameof(model.ContextTokens)} of 1 or more."
                );
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Keys(List<string> faults, IList<ApiKeyOptions> keys)
    {
        HashSet<string> names = [];
        foreach (ApiKeyOptions key in keys)
        {
            if (string.IsNullOrWhiteSpace(key.Name) || !names.Add(key.Name))
            {
                faults.Add($"{nameof(RouterOptions.Keys)}: the name '{key.Name}' is empty or stands twice.");
            }

            if (!Hash32.TryParse(key.Sha256, null, out _))
            {
                faults.Add($"{nameof(RouterOptions.Keys)}: '{key.Name}' needs {nameof(key.Sha256)}, 64 hexadecimal digits.");
            }

            if (key.RequestsPerMinute < 0 || key.ConcurrentRequests < 0)
            {
                faults.Add($"{nameof(RouterOptions.Keys)}: the limits of '{key.Name}' must be 0 or more.");
            }
        }
    }

    private static void Number(List<string> faults, string name, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            faults.Add($"{name} must be {min}–{max}, not {value}.");
        }
    }

    private static void Span(List<string> faults, string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
        {
            faults.Add($"{name} must be above zero and at most an hour, not {value}.");
        }
    }
}
