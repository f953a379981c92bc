using System.Globalization;
using Cortensor.Api.Native;
using Cortensor.Devnet.State;
using Cortensor.Primitives;

namespace Cortensor.Cli.Commands.Tasks;

/// <summary>What to call accounts: by their part in the session and the task, on a development network also by their number.</summary>
internal sealed class AccountNames
{
    private readonly Dictionary<Address, string> _names = [];

    public AccountNames(SessionView session, TaskDetails task, DevnetDocument? devnet)
    {
        foreach (Address miner in task.AssignedMiners)
        {
            _names[miner] = "miner";
        }

        for (int i = 0; i < (devnet?.Miners.Count ?? 0); i++)
        {
            _names[devnet!.Miners[i]] = string.Create(CultureInfo.InvariantCulture, $"miner-{i + 1}");
        }

        if (devnet is not null)
        {
            _names[devnet.Oracle] = "oracle";
        }

        _names[session.Owner] = "owner";
        _names[session.Router] = "router";
    }

    public string Of(Address account) => _names.GetValueOrDefault(account) ?? "other";
}
