namespace Cortensor.Devnet.Processes;

/// <summary>What a process of the network is besides a node.</summary>
internal static class Roles
{
    public const string Chain = "chain";
}
