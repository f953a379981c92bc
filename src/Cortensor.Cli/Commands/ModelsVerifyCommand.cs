using System.CommandLine;
using Cortensor.Cli.Output;
using Cortensor.Inference.Models;
using Cortensor.Node;
using Cortensor.Primitives;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor models verify</c>: reads model files anew and names those that are something else.</summary>
internal static class ModelsVerifyCommand
{
    public static Command Create(CliConsole console)
    {
        Argument<string?> id = new("id") { Description = "Model id; all of the catalogue when left out.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = CommonOptions.Json();
        Command command = new("verify", "Reads the model files on this machine anew and compares their digests with the catalogue's.")
        {
            id,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using HttpClient http = new();
                ModelStore store = ModelsCommands.Store(http);
                List<ModelCheck> checks = [];
                foreach (ModelEntry entry in Wanted(parsed.GetValue(id)))
                {
                    checks.AddRange(await store.VerifyAsync(entry, cancellationToken));
                }

                Write(console, checks, parsed.GetValue(json));
                if (checks.Where(check => !check.IsRight).ToList() is { Count: > 0 } wrong)
                {
                    throw new CodedException(
                        ExitCodes.Engine,
                        $"{string.Join(", ", wrong.Select(check => check.Path))}: not what the catalogue says. Remove it, then 'cortensor models pull'.",
                        ModelStoreCodes.Corrupt
                    );
                }

                if (checks.Count == 0 && parsed.GetValue(id) is { } missing)
                {
                    throw new CodedException(
                        ExitCodes.Engine,
                        $"There is no file of '{missing}' on this machine.",
                        ModelStoreCodes.NotFound
                    );
                }

                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static IReadOnlyList<ModelEntry> Wanted(string? id)
    {
        if (id is null)
        {
            return ModelCatalogue.BuiltIn.Models;
        }

        return ModelId.TryParse(id, null, out ModelId model) && ModelCatalogue.BuiltIn.Find(model) is { } entry
            ? [entry]
            : throw new CodedException(ExitCodes.Engine, $"There is no model '{id}' in the catalogue.", ModelStoreCodes.NotFound);
    }

    private static void Write(CliConsole console, IReadOnlyList<ModelCheck> checks, bool json)
    {
        List<ModelVerified> rows =
        [
            .. checks.Select(check => new ModelVerified(
                check.Entry.Id.Value,
                check.Path,
                check.IsRight ? "ok"
                    : check.Sha256 is null ? "unreadable"
                    : "wrong",
                check.Entry.Sha256.ToString(),
                check.Sha256?.ToString()
            )),
        ];
        if (json)
        {
            console.WriteJson(rows, CliJson.Default.IReadOnlyListModelVerified);
            return;
        }

        TextTable table = new("model", "verdict", "sha256", "file");
        foreach (ModelVerified row in rows)
        {
            table.Add(row.Id, row.Verdict, row.Actual ?? "(cannot be read)", row.Path);
        }

        table.WriteTo(console.Out);
    }
}
