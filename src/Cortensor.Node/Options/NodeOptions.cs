namespace Cortensor.Node.Options;

/// <summary>
/// Everything one node process needs to know. Sources, later ones win: the configuration file, environment variables
/// <c>Cortensor__Section__Key</c>, command-line flags.
/// </summary>
public sealed class NodeOptions
{
    /// <summary>Default of <see cref="Listen"/> for a router (protocol section 11).</summary>
    public const string DefaultRouterListen = "http://127.0.0.1:5010";

    /// <summary>Default of <see cref="Listen"/> for other nodes: any free port of the loopback interface.</summary>
    public const string DefaultListen = "http://127.0.0.1:0";

    /// <summary>Default of <see cref="StopSeconds"/>.</summary>
    public const int DefaultStopSeconds = 10;

    /// <summary>Default of <see cref="StartSeconds"/>.</summary>
    public const int DefaultStartSeconds = 120;

    /// <summary>Default of <see cref="MinDiskMebibytes"/>.</summary>
    public const int DefaultMinDiskMebibytes = 256;

    /// <summary>What this process does: <c>router</c>, <c>miner</c>, <c>oracle</c>; several may share a process and a key.</summary>
    public IList<string> Roles { get; set; } = [];

    /// <summary>Folder for the journal, blocks and caches; made when missing.</summary>
    public string DataDir { get; set; } = string.Empty;

    /// <summary>Base URL to listen on; empty takes the role's default. Only loopback unless <see cref="AllowPublic"/>.</summary>
    public string Listen { get; set; } = string.Empty;

    /// <summary>Allows listening on an address that other machines can reach.</summary>
    public bool AllowPublic { get; set; }

    /// <summary>Seconds a stopping node may use to put its work away.</summary>
    public int StopSeconds { get; set; } = DefaultStopSeconds;

    /// <summary>Seconds to wait for the chain and the deployment to appear.</summary>
    public int StartSeconds { get; set; } = DefaultStartSeconds;

    /// <summary>Free mebibytes on the disk of <see cref="DataDir"/> below which the node counts as not ready.</summary>
    public int MinDiskMebibytes { get; set; } = DefaultMinDiskMebibytes;

    /// <summary>Stops the node when its standard input ends: whoever started it is gone.</summary>
    public bool StopOnInputEnd { get; set; }

    public ChainOptions Chain { get; set; } = new();

    public KeyOptions Key { get; set; } = new();

    public LogOptions Log { get; set; } = new();

    public RouterRoleOptions Router { get; set; } = new();

    public MinerRoleOptions Miner { get; set; } = new();

    public OracleRoleOptions Oracle { get; set; } = new();

    /// <summary>The file these came from, when a router should look for changed API keys in it.</summary>
    internal string? File { get; set; }

    /// <summary>The address to listen on after defaults.</summary>
    public string EffectiveListen =>
        Listen.Length > 0 ? Listen
        : Has(NodeRoles.Router) ? DefaultRouterListen
        : DefaultListen;

    /// <summary>Whether this process plays a role.</summary>
    public bool Has(string role) => Roles.Contains(role, StringComparer.OrdinalIgnoreCase);
}
