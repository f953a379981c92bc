namespace Cortensor.Storage.Gateway;

/// <summary>One peer that has a block.</summary>
internal sealed record ProviderRecord(string Schema, string ID, IReadOnlyList<string> Addrs, IReadOnlyList<string> Protocols);
