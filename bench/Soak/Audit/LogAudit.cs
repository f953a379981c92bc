using System.Globalization;
using System.Text.RegularExpressions;
using Cortensor.Bench.Soak.Trouble;
using Cortensor.Devnet;
using Cortensor.Node.Options;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>Reads what the nodes wrote. An error has to be the echo of a death, of a kind we know.</summary>
internal sealed partial class LogAudit(IReadOnlyList<DevnetProcess> processes, IReadOnlyList<Blow> blows, DateTimeOffset start)
{
    private const int ShownCharacters = 220;

    /// <summary>How long a death may echo: a transaction that was under way is waited for as long as this.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(20);

    /// <summary>Errors by their event id: whose death explains them.</summary>
    private static readonly Dictionary<int, string[]> Explained = new()
    {
        [8023] = [Chaos.Chain], // a submit whose fate is not known
        [8032] = [Chaos.Chain], // posting the hash chain
        [6002] = [Chaos.Chain, NodeRoles.Router], // an oracle's move, or its look for results
        [6003] = [Chaos.Chain, NodeRoles.Router],
        [5013] = [Chaos.Chain], // a miner's move
        [5042] = [Chaos.Chain], // a miner's offer to the pool
        [3103] = [Chaos.Worker],
        [3105] = [Chaos.Worker],
    };

    public Finding ErrorsAreExplained()
    {
        List<string> breaches = [];
        SortedDictionary<string, int> counts = [];
        foreach (DevnetProcess process in processes.Where(process => process.Role != Chaos.Chain))
        {
            foreach (string line in File.ReadLines(process.LogPath))
            {
                Match match = ErrorLine().Match(line);
                if (match.Success)
                {
                    Judge(process, match, line, counts, breaches);
                }
                else if (line.Contains("Unhandled exception", StringComparison.Ordinal))
                {
                    breaches.Add($"{process.Name}: {line}");
                }
            }
        }

        string summary =
            counts.Count == 0
                ? "no line above warning"
                : "explained: " + string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
        return Finding.Of("no error in the logs that no death explains", summary, breaches);
    }

    private void Judge(DevnetProcess process, Match match, string line, SortedDictionary<string, int> counts, List<string> breaches)
    {
        int id = int.Parse(match.Groups[4].Value, CultureInfo.InvariantCulture);
        // Only the time of day is written; a soak does not last a day.
        DateTimeOffset at = new(start.Date + TimeSpan.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), start.Offset);
        at = at < start - TimeSpan.FromHours(1) ? at.AddDays(1) : at;
        bool explained =
            Explained.TryGetValue(id, out string[]? roles) && blows.Any(blow => roles.Contains(blow.Role) && blow.Covers(at, Echo));
        if (explained)
        {
            counts[$"{process.Role} {id}"] = counts.GetValueOrDefault($"{process.Role} {id}") + 1;
        }
        else
        {
            breaches.Add($"{process.Name}: {line[..Math.Min(line.Length, ShownCharacters)]}");
        }
    }

    [GeneratedRegex(@"^(\d\d:\d\d:\d\d\.\d{3}) (fail|crit): ([\w.]+)\[(\d+)\]")]
    private static partial Regex ErrorLine();
}
