using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Queue;
using Microsoft.Extensions.Hosting;

namespace Cortensor.Node.Stats;

/// <summary>
/// What became of the tasks this node had a part in while it ran, read from the chain: only what the contracts say counts as done, and as
/// paid. A reorganization may make it see an outcome twice.
/// </summary>
internal sealed class OwnTasks(INetworkView view, ISigner signer) : BackgroundService
{
    private const double WeiPerCor = 1e18;

    private readonly ConcurrentDictionary<(string Role, string Outcome), long> _ended = new();
    private readonly Lock _gate = new();
    private HashSet<TaskKey> _open = [];
    private long _tokens;
    private TokenAmount _paid;

    /// <summary>Tasks without an outcome.</summary>
    public int Open { get; private set; }

    /// <summary>Tokens of accepted answers.</summary>
    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>What those earned.</summary>
    public TokenAmount Paid
    {
        get
        {
            lock (_gate)
            {
                return _paid;
            }
        }
    }

    public double PaidCor => (double)Paid.Wei / WeiPerCor;

    /// <summary>Withdrawable money.</summary>
    public TokenAmount Account => view.Current.AccountBalances.GetValueOrDefault(signer.Address);

    public double AccountCor => (double)Account.Wei / WeiPerCor;

    /// <summary>Outcomes seen with one role.</summary>
    public long Count(string role, string outcome) => _ended.GetValueOrDefault((role, outcome));

    public IEnumerable<Measurement<long>> Ended() =>
        _ended.Select(entry => new Measurement<long>(
            entry.Value,
            new KeyValuePair<string, object?>("role", entry.Key.Role),
            new KeyValuePair<string, object?>("outcome", entry.Key.Outcome)
        ));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (NetworkSnapshot snapshot in view.WatchAsync(stoppingToken))
            {
                OnSnapshot(snapshot);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    internal void OnSnapshot(NetworkSnapshot snapshot)
    {
        HashSet<TaskKey> open = [.. snapshot.OpenTasks.Where(key => snapshot.Tasks.TryGetValue(key, out QueueTask? task) && IsOwn(task))];
        foreach (TaskKey key in _open.Where(key => !open.Contains(key)))
        {
            if (snapshot.Tasks.TryGetValue(key, out QueueTask? task) && task.Outcome is not null)
            {
                End(task);
            }
        }

        (_open, Open) = (open, open.Count);
    }

    private bool IsOwn(QueueTask task) => task.Router == signer.Address || task.Slots.Any(slot => slot.Miner == signer.Address);

    private void End(QueueTask task)
    {
        if (task.Router == signer.Address)
        {
            Add("router", task.Outcome == TaskState.Completed ? TaskOutcomes.Completed : TaskOutcomes.Failed);
        }

        for (int i = 0; i < task.Slots.Length; i++)
        {
            TaskSlot slot = task.Slots[i];
            if (slot.Miner != signer.Address)
            {
                continue;
            }

            bool accepted = task.Outcome == TaskState.Completed && (task.Accepted & (1u << i)) != 0;
            Add(
                "miner",
                accepted ? TaskOutcomes.Accepted
                    : (task.Open & (1u << i)) == 0 ? TaskOutcomes.HandedOn
                    : task.Outcome == TaskState.Completed ? TaskOutcomes.Rejected
                    : TaskOutcomes.Failed
            );
            if (accepted)
            {
                _ = Interlocked.Add(ref _tokens, slot.OutputTokens);
            }

            lock (_gate)
            {
                _paid += slot.Paid;
            }
        }
    }

    private void Add(string role, string outcome) => _ = _ended.AddOrUpdate((role, outcome), 1, static (_, count) => count + 1);
}
