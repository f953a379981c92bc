using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

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
        if (file is not null && !File.Exists(file))
            throw new CodedException(ExitCodes.Configuration, $"The configuration file '{file}' does not exist.");
        NodeOptions options = new();
        try
        {
            ConfigurationBuilder builder = new();
            if (file is not null)
                _ = builder.AddJsonFile(Path.GetFullPath(file), optional: false);
            IConfiguration configuration = builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(flags).Build();
            configuration.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or FormatException)
        {
            throw new CodedException(ExitCodes.Configuration, $"The configuration cannot be read: {e.Message} {e.InnerException?.Message}".Trim(), inner: e);
        }

        ValidateOptionsResult result = new NodeOptionsValidator().Validate(null, options);
        if (result.Succeeded && file is not null && options.Has(NodeRoles.Router))
            options.File = Path.GetFullPath(file);
        return result.Succeeded
            ? options
            : throw new CodedException(ExitCodes.Configuration, string.Join(Environment.NewLine, ["The node's options are wrong:", .. (result.Failures ?? []).Select(fault => $"  {fault}")]));
    }
}
