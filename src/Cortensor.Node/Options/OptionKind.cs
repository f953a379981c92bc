namespace Cortensor.Node.Options;

/// <summary>What stands at a place of the configuration.</summary>
internal enum OptionKind
{
    /// <summary>One value.</summary>
    Value,

    /// <summary>A list, numbered from 0.</summary>
    List,

    /// <summary>Named parts.</summary>
    Section,
}
