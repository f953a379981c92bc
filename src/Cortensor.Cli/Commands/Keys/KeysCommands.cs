using System.CommandLine;
using Cortensor.Cli.Output;
using Cortensor.Crypto;
using Cortensor.Node;

namespace Cortensor.Cli.Commands.Keys;

/// <summary><c>cortensor keys …</c>: chain keys in keystore files.</summary>
internal static class KeysCommands
{
    public static Command Create(CliConsole console) =>
        new("keys", "Makes, imports and lists chain keys.")
        {
            New(console),
            KeysImportCommand.Create(console),
            List(console),
            KeysShowCommand.Create(console),
        };

    /// <summary>Where a key of a name lies.</summary>
    public static string FileOf(string? folder, string name) => Path.Combine(folder ?? CliPaths.KeysFolder, name + ".json");

    public static Option<string?> Folder() =>
        new("--folder") { Description = "Folder of the keys (default: .cortensor/keys).", HelpName = "DIR" };

    public static Option<bool> Light() =>
        new("--light") { Description = "Spend little work on the password: for keys that guard nothing." };

    public static void Write(CliConsole console, KeyEntry entry, bool json)
    {
        if (json)
        {
            console.WriteJson(entry, CliJson.Default.KeyEntry);
        }
        else
        {
            console.WriteLine($"{entry.Address}  {entry.File}");
        }
    }

    private static Command New(CliConsole console)
    {
        Argument<string> name = new("name") { Description = "File name of the key, without .json." };
        Option<string?> folder = Folder();
        Option<string> password = new("--password-file")
        {
            Description = "File whose first line is the password.",
            Required = true,
            HelpName = "FILE",
        };
        Option<bool> light = Light();
        Option<bool> json = CommonOptions.Json();
        Command command = new("new", "Makes a key and writes it as a version 3 keystore.") { name, folder, password, light, json };
        command.SetAction(
            (parsed, _) =>
            {
                string secret = KeyFiles.Password(parsed.GetRequiredValue(password));
                using PrivateKey key = PrivateKey.Create();
                Write(
                    console,
                    KeyFiles.Write(key, FileOf(parsed.GetValue(folder), parsed.GetRequiredValue(name)), secret, parsed.GetValue(light)),
                    parsed.GetValue(json)
                );
                return Task.FromResult(ExitCodes.Ok.Number);
            }
        );
        return command;
    }

    private static Command List(CliConsole console)
    {
        Option<string?> folder = Folder();
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Lists the keys of a folder; nothing is opened.") { folder, json };
        command.SetAction(
            (parsed, _) =>
            {
                string place = parsed.GetValue(folder) ?? CliPaths.KeysFolder;
                IReadOnlyList<KeyEntry> entries = Directory.Exists(place)
                    ? [.. Directory.EnumerateFiles(place, "*.json").Order(StringComparer.Ordinal).Select(KeyFiles.Read).OfType<KeyEntry>()]
                    : [];
                if (parsed.GetValue(json))
                {
                    console.WriteJson(entries, CliJson.Default.IReadOnlyListKeyEntry);
                    return Task.FromResult(ExitCodes.Ok.Number);
                }

                if (entries.Count == 0)
                {
                    console.WriteLine($"There is no key in {place}; make one with: cortensor keys new NAME --password-file FILE");
                    return Task.FromResult(ExitCodes.Ok.Number);
                }

                TextTable table = new("name", "address", "file");
                foreach (KeyEntry entry in entries)
                {
                    table.Add(entry.Name, entry.Address, entry.File);
                }

                table.WriteTo(console.Out);
                return Task.FromResult(ExitCodes.Ok.Number);
            }
        );
        return command;
    }
}
