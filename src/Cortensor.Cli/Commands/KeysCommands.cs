using System.CommandLine;
using System.Text.Json;
using Cortensor.Cli.Output;
using Cortensor.Crypto;
using Cortensor.Crypto.Keystore;
using Cortensor.Node;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor keys …</c>: chain keys in keystore files.</summary>
internal static class KeysCommands
{
    public static Command Create(CliConsole console) => new("keys", "Makes and lists chain keys.") { New(console), List(console) };

    private static Command New(CliConsole console)
    {
        Argument<string> name = new("name") { Description = "File name of the key, without .json." };
        Option<string?> folder = Folder();
        Option<string> password = new("--password-file") { Description = "File whose first line is the password.", Required = true, HelpName = "FILE" };
        Option<bool> light = new("--light") { Description = "Spend little work on the password: for keys that guard nothing." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("new", "Makes a key and writes it as a version 3 keystore.") { name, folder, password, light, json };
        command.SetAction((parsed, _) =>
        {
            KeyEntry entry = Make(
                Path.Combine(parsed.GetValue(folder) ?? CliPaths.KeysFolder, parsed.GetRequiredValue(name) + ".json"), parsed.GetRequiredValue(password), parsed.GetValue(light));
            if (parsed.GetValue(json))
                console.WriteJson(entry, CliJson.Default.KeyEntry);
            else
                console.WriteLine($"{entry.Address}  {entry.File}");
            return Task.FromResult(ExitCodes.Ok.Number);
        });
        return command;
    }

    private static Command List(CliConsole console)
    {
        Option<string?> folder = Folder();
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Lists the keys of a folder; nothing is opened.") { folder, json };
        command.SetAction((parsed, _) =>
        {
            string place = parsed.GetValue(folder) ?? CliPaths.KeysFolder;
            IReadOnlyList<KeyEntry> entries = Directory.Exists(place)
                ? [.. Directory.EnumerateFiles(place, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<KeyEntry>()]
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
                table.Add(entry.Name, entry.Address, entry.File);
            table.WriteTo(console.Out);
            return Task.FromResult(ExitCodes.Ok.Number);
        });
        return command;
    }

    private static Option<string?> Folder() => new("--folder") { Description = "Folder of the keys (default: .cortensor/keys).", HelpName = "DIR" };

    private static KeyEntry Make(string file, string passwordFile, bool light)
    {
        string? password = File.Exists(passwordFile) ? File.ReadLines(passwordFile).FirstOrDefault() : null;
        if (string.IsNullOrEmpty(password))
            throw new CodedException(ExitCodes.Key, $"'{passwordFile}' has no first line to be the password.");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using PrivateKey key = PrivateKey.Create();
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using StreamWriter writer = new(file, options);
            writer.WriteLine(KeystoreV3.Encrypt(key, password, light ? KeystoreV3.LightCost : KeystoreV3.StandardCost));
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new CodedException(ExitCodes.Key, $"{file} exists already; a key is never overwritten.", inner: e);
        }

        return new KeyEntry(Path.GetFileNameWithoutExtension(file), Eip55.Format(key.Address), file);
    }

    private static KeyEntry? Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.TryGetProperty("address", out JsonElement address)
                ? new KeyEntry(Path.GetFileNameWithoutExtension(file), Eip55.Format(Primitives.Address.Parse("0x" + address.GetString(), null)), file)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null; // some other JSON file
        }
    }
}
