using Cortensor.Protocol.Pool;
using Microsoft.Extensions.Options;

namespace Cortensor.Miner;

/// <summary>Reports every fault of the options at once.</summary>
internal sealed class MinerOptionsValidator : IValidateOptions<MinerOptions>
{
    private const int MostTasks = 4_096;
    private const int MostTimeout = 3_600;
    private const int MostLinger = 86_400;
    private const int MostFetch = 600;
    private const int MostInferences = 10;
    private const int MostRedeliver = 600;
    private const int MostJournal = 600;
    private const int MostKeepBlocks = 100_000;
    private const int MostSendQueue = 65_536;

    public ValidateOptionsResult Validate(string? name, MinerOptions options)
    {
        List<string> faults = [];
        Range(nameof(options.Slots), options.Slots, 0, PoolTransitions.MaxSlots);
        Range(nameof(options.MaxTasks), options.MaxTasks, 1, MostTasks);
        Range(nameof(options.MaxWaiting), options.MaxWaiting, 0, MostTasks);
        Range(nameof(options.AnnouncementSeconds), options.AnnouncementSeconds, 1, MostTimeout);
        Range(nameof(options.LingerSeconds), options.LingerSeconds, 0, MostLinger);
        Range(nameof(options.FetchSeconds), options.FetchSeconds, 0, MostFetch);
        Range(nameof(options.InferenceAttempts), options.InferenceAttempts, 1, MostInferences);
        Range(nameof(options.RedeliverSeconds), options.RedeliverSeconds, 1, MostRedeliver);
        Range(nameof(options.JournalSeconds), options.JournalSeconds, 0, MostJournal);
        Range(nameof(options.KeepBlocks), options.KeepBlocks, 0, MostKeepBlocks);
        Range(nameof(options.SendQueue), options.SendQueue, 1, MostSendQueue);
        Positive(nameof(options.ReconnectFirst), options.ReconnectFirst);
        Positive(nameof(options.HandshakeTimeout), options.HandshakeTimeout);
        Positive(nameof(options.DrainTimeout), options.DrainTimeout);
        if (options.ReconnectMost < options.ReconnectFirst)
        {
            faults.Add($"{nameof(options.ReconnectMost)} must not be less than {nameof(options.ReconnectFirst)}.");
        }

        for (int i = 0; i < options.Routers.Count; i++)
        {
            if (options.Routers[i].Url is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" })
            {
                faults.Add($"{nameof(options.Routers)}[{i}].{nameof(RouterEndpoint.Url)} must be an absolute ws:// or wss:// address.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Range(string option, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{option} must be {least}–{most}, not {value}.");
            }
        }

        void Positive(string option, TimeSpan value)
        {
            if (value <= TimeSpan.Zero)
            {
                faults.Add($"{option} must be more than zero.");
            }
        }
    }
}
