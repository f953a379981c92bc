namespace Cortensor.Node.Options;

/// <summary>One effective option.</summary>
/// <param name="Key">Such as <c>Chain:Rpc</c>.</param>
/// <param name="Value">As text, secrets hidden.</param>
/// <param name="Source">The file's name, <c>environment</c>, <c>flag</c> or <c>default</c>.</param>
public sealed record OptionSetting(string Key, string Value, string Source);
