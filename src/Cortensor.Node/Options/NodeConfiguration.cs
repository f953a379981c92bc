using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Cortensor.Node.Options;

/// <summary>A node's options as put together from their sources, with everything that is wrong with them.</summary>
public sealed class NodeConfiguration
{
    private NodeConfiguration(NodeOptions options, IReadOnlyList<OptionSetting> settings, IReadOnlyList<string> faults) =>
        (Options, Settings, Faults) = (options, settings, faults);

    /// <summary>The options; not to be used while there are faults.</summary>
    public NodeOptions Options { get; }

    /// <summary>Every option in effect and who set it.</summary>
    public IReadOnlyList<OptionSetting> Settings { get; }

    /// <summary>Each with its source, its key, what is wrong, and an example of right.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Puts them together.</summary>
    /// <param name="file">Configuration file; null for none.</param>
    /// <param name="flags">From the command line, keys like <c>Miner:Engine</c>.</param>
    /// <exception cref="InvalidDataException">The file is no JSON.</exception>
    public static NodeConfiguration Read(string? file, IReadOnlyDictionary<string, string?> flags)
    {
        using OptionSources sources = new(file, flags);
        List<string> faults = [];
        HashSet<string> told = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string?> usable = [];
        foreach ((string key, string? value) in sources.All)
        {
            if (FaultOf(key, value) is not { } fault)
            {
                usable[key] = value;
                continue;
            }

            _ = told.Add(key);
            faults.Add(Describe(sources.SourceOf(key), key, fault));
        }

        // What cannot be read is left out and told; the rest is looked at all the same.
        NodeOptions options = new();
        new ConfigurationBuilder().AddInMemoryCollection(usable).Build().Bind(options);
        foreach (string fault in new NodeOptionsValidator().Validate(null, options).Failures ?? [])
        {
            string key = fault[..fault.IndexOf(": ", StringComparison.Ordinal)];
            if (!told.Contains(key))
            {
                faults.Add(Describe(sources.SourceOf(key), key, fault[(key.Length + 2)..]));
            }
        }

        if (file is not null && options.Has(NodeRoles.Router))
        {
            options.File = Path.GetFullPath(file);
        }

        List<OptionSetting> settings = [];
        List(options, OptionSchema.Root, string.Empty, sources, settings);
        return new NodeConfiguration(options, settings, faults);
    }

    /// <summary>What is wrong with one entry as it stands.</summary>
    private static string? FaultOf(string key, string? value)
    {
        OptionSchema schema = OptionSchema.Root;
        string walked = string.Empty;
        foreach (string part in key.Split(ConfigurationPath.KeyDelimiter))
        {
            if (schema.Find(part) is not { } next)
            {
                string? near = NearestName.Of(part, schema.Names);
                return near is null
                    ? $"there is no such option{(schema.Kind == OptionKind.Section ? $"; here are {string.Join(", ", schema.Names)}" : string.Empty)}."
                    : $"there is no such option; did you mean {walked}{near}?";
            }

            walked += schema.Spelling(part) + ConfigurationPath.KeyDelimiter;
            schema = next;
        }

        return schema.Kind switch
        {
            OptionKind.Value when value is not null && !schema.Fits(value) => $"'{value}' is not {schema.Wanted}.",
            OptionKind.List when !string.IsNullOrEmpty(value) => $"'{value}' stands where a list is wanted.",
            OptionKind.Section when !string.IsNullOrEmpty(value) =>
                $"'{value}' stands where a section is wanted: {string.Join(", ", schema.Names)}.",
            _ => null,
        };
    }

    private static string Describe(string source, string key, string fault)
    {
        string place = source == OptionSources.Default ? string.Empty : $"{source}: ";
        return OptionExamples.For(key) is { } example ? $"{place}{key}: {fault} Example: {example}" : $"{place}{key}: {fault}";
    }

    private static void List(object? value, OptionSchema schema, string key, OptionSources sources, List<OptionSetting> settings)
    {
        string prefix = key.Length == 0 ? key : key + ConfigurationPath.KeyDelimiter;
        switch (schema.Kind)
        {
            case OptionKind.Section when value is not null:
                foreach (string name in schema.Names)
                {
                    List(schema.Type.GetProperty(name)!.GetValue(value), schema.Find(name)!, prefix + name, sources, settings);
                }

                break;
            case OptionKind.List when value is IEnumerable entries && entries.Cast<object>().Any():
                int number = 0;
                foreach (object entry in entries)
                {
                    List(entry, schema.Find("0")!, prefix + number++.ToString(CultureInfo.InvariantCulture), sources, settings);
                }

                break;
            default:
                string text = schema.Kind == OptionKind.List ? "[]" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
                settings.Add(new OptionSetting(key, OptionSecrets.Show(key, text), sources.SourceOf(key)));
                break;
        }
    }
}
