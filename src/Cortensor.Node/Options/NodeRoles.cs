namespace Cortensor.Node.Options;

/// <summary>The roles a process may play; the words of configuration files and of log file names.</summary>
public static class NodeRoles
{
    public const string Router = "router";
    public const string Miner = "miner";
    public const string Oracle = "oracle";

    public static IReadOnlyList<string> All { get; } = [Router, Miner, Oracle];
}
