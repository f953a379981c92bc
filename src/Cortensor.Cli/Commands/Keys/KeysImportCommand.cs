using System.CommandLine;
using Cortensor.Crypto;
using Cortensor.Node;

namespace Cortensor.Cli.Commands.Keys;

/// <summary>
/// <c>cortensor keys import</c>: a key from another wallet's keystore (scrypt or PBKDF2), or as hexadecimal digits on standard input.
/// </summary>
internal static class KeysImportCommand
{
    private const string StandardInput = "-";

    public static Command Create(CliConsole console)
    {
        Argument<string> name = new("name") { Description = "File name of the key here, without .json." };
        Argument<string> source = new("source")
        {
            Description =
                "Keystore file, version 3; - reads the private key in hexadecimal from standard input, so that it stands in no history.",
        };
        Option<string?> folder = KeysCommands.Folder();
        Option<string> password = new("--password-file")
        {
            Description = "File whose first line is the password of the new file.",
            Required = true,
            HelpName = "FILE",
        };
        Option<string?> from = new("--from-password-file")
        {
            Description = "File whose first line opens the keystore (default: the same as --password-file).",
            HelpName = "FILE",
        };
        Option<bool> light = KeysCommands.Light();
        Option<bool> json = CommonOptions.Json();
        Command command = new("import", "Takes a key over from another wallet.") { name, source, folder, password, from, light, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                string secret = KeyFiles.Password(parsed.GetRequiredValue(password));
                string file = parsed.GetRequiredValue(source);
                using PrivateKey key =
                    file == StandardInput
                        ? ReadHex(await console.ReadInputAsync(cancellationToken))
                        : KeyFiles.Open(file, parsed.GetValue(from) is { } other ? KeyFiles.Password(other) : secret);
                KeyEntry entry = KeyFiles.Write(
                    key,
                    KeysCommands.FileOf(parsed.GetValue(folder), parsed.GetRequiredValue(name)),
                    secret,
                    parsed.GetValue(light)
                );
                KeysCommands.Write(console, entry, parsed.GetValue(json));
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static PrivateKey ReadHex(string text)
    {
        try
        {
            return PrivateKey.FromHex(text.Trim());
        }
        catch (Exception e) when (e is FormatException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            throw new CodedException(
                ExitCodes.Key,
                "Standard input holds no private key: 64 hexadecimal digits, with or without 0x.",
                "key_malformed",
                e
            );
        }
    }
}
