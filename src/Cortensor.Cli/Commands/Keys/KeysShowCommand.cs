using System.CommandLine;
using Cortensor.Crypto;
using Cortensor.Node;

namespace Cortensor.Cli.Commands.Keys;

/// <summary><c>cortensor keys show</c>: a key's address; with a password, whether the password opens it. Never the key.</summary>
internal static class KeysShowCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<string> name = new("name") { Description = "Name of the key in the folder, or a file." };
        Option<string?> folder = KeysCommands.Folder();
        Option<string?> password = new("--password-file") { Description = "Also try this password.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("show", "Shows a key's address; with --password-file also whether the password opens it.")
        {
            name,
            folder,
            password,
            json,
        };
        command.SetAction(
            (parsed, _) =>
            {
                string given = parsed.GetRequiredValue(name);
                string file = File.Exists(given) ? given : KeysCommands.FileOf(parsed.GetValue(folder), given);
                if (!File.Exists(file))
                {
                    throw new CodedException(ExitCodes.Key, $"There is no key {file}.");
                }

                KeyEntry? entry = KeyFiles.Read(file);
                if (parsed.GetValue(password) is { } opens)
                {
                    using PrivateKey key = KeyFiles.Open(file, KeyFiles.Password(opens));
                    entry = new KeyEntry(Path.GetFileNameWithoutExtension(file), Eip55.Format(key.Address), file);
                }

                // A keystore need not name its address (the definition leaves it out): then only the password tells.
                KeysCommands.Write(
                    console,
                    entry
                        ?? throw new CodedException(
                            ExitCodes.Key,
                            $"{file} does not name its address; give --password-file to open it.",
                            "keystore_malformed"
                        ),
                    parsed.GetValue(json)
                );
                return Task.FromResult(ExitCodes.Ok.Number);
            }
        );
        return command;
    }
}
