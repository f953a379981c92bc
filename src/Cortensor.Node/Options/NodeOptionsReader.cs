namespace Cortensor.Node.Options;

/// <summary>Puts a node's options together from file, environment and flags, and checks them once.</summary>
public static class NodeOptionsReader
{
    /// <summary>Prefix of environment variables: <c>Cortensor__Miner__Engine=scripted</c>.</summary>
    public const string EnvironmentPrefix = "Cortensor__";

    /// <summary>Name looked for in the data folder when no configuration file is given.</summary>
    public const string DefaultFileName = "node.json";

    /// <summary>Reads and checks.</summary>
    /// <param name="file">Configuration file; null for none.</param>
    /// <param name="flags">From the command line, keys like <c>Miner:Engine</c>.</param>
    /// <exception cref="CodedException">The file cannot be read or options are wrong; every fault is listed.</exception>
    public static NodeOptions Read(string? file, IReadOnlyDictionary<string, string?> flags)
    {
        NodeConfiguration configuration = Parse(file, flags);
        return configuration.Faults.Count == 0 ? configuration.Options : throw Refusal(configuration);
    }

    /// <summary>Reads without refusing wrong options: for those who want to see them.</summary>
    /// <exception cref="CodedException">The file cannot be read.</exception>
    public static NodeConfiguration Parse(string? file, IReadOnlyDictionary<string, string?> flags)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new CodedException(ExitCodes.Configuration, $"The configuration file '{file}' does not exist.");
        }

        try
        {
            return NodeConfiguration.Read(file, flags);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CodedException(
                ExitCodes.Configuration,
                $"The configuration cannot be read: {e.Message} {e.InnerException?.Message}".Trim(),
                inner: e
            );
        }
    }

    /// <summary>All faults as one error.</summary>
    public static CodedException Refusal(NodeConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new CodedException(
            ExitCodes.Configuration,
            string.Join(Environment.NewLine, ["The node's options are wrong:", .. configuration.Faults.Select(fault => $"  {fault}")])
        );
    }
}
