using System.CommandLine;
using System.Globalization;
using Cortensor.Cli.Output;
using Cortensor.Inference.Models;
using Cortensor.Node;
using Cortensor.Primitives;

namespace Cortensor.Cli.Commands;

/// <summary><c>cortensor models …</c>: the catalogue and the files on this machine.</summary>
internal static class ModelsCommands
{
    private const long Mebibyte = 1L << 20;

    public static Command Create(CliConsole console) =>
        new("models", "Lists models, fetches and verifies their files.")
        {
            List(console),
            Pull(console),
            ModelsVerifyCommand.Create(console),
        };

    private static Command List(CliConsole console)
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Lists the catalogue and says which files are here.") { json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using HttpClient http = new();
                ModelStore store = Store(http);
                List<ModelRow> rows = [];
                foreach (ModelEntry entry in ModelCatalogue.BuiltIn.Models)
                {
                    ResolvedModel? here = await store.FindLocalAsync(entry, cancellationToken);
                    rows.Add(
                        new ModelRow(
                            entry.Id.Value,
                            entry.Kind.ToString(),
                            entry.Quantization,
                            entry.Bytes,
                            entry.Sha256.ToString(),
                            entry.License,
                            entry.ContextTokens,
                            here?.Path
                        )
                    );
                }

                if (parsed.GetValue(json))
                {
                    console.WriteJson(rows, CliJson.Default.IReadOnlyListModelRow);
                    return ExitCodes.Ok.Number;
                }

                TextTable table = new("model", "kind", "weights", "size", "licence", "context", "file");
                foreach (ModelRow row in rows)
                {
                    table.Add(
                        row.Id,
                        row.Kind,
                        row.Quantization,
                        $"{row.Bytes / Mebibyte} MiB",
                        row.License,
                        row.ContextTokens.ToString(CultureInfo.InvariantCulture),
                        row.Path ?? "(not here; 'cortensor models pull' fetches it)"
                    );
                }

                table.WriteTo(console.Out);
                return ExitCodes.Ok.Number;
            }
        );
        return command;
    }

    private static Command Pull(CliConsole console)
    {
        Argument<string> id = new("id") { Description = "Model id." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("pull", "Fetches a model and checks it.") { id, json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (!ModelId.TryParse(parsed.GetRequiredValue(id), null, out ModelId model))
                {
                    throw new CodedException(ExitCodes.Configuration, $"'{parsed.GetRequiredValue(id)}' is no model id.");
                }

                using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
                try
                {
                    long bytes = ModelCatalogue.BuiltIn.Find(model)?.Bytes ?? 0;
                    ResolvedModel here = await Store(http)
                        .ResolveAsync(model, null, new DownloadProgress(console.Error, bytes, TimeProvider.System), cancellationToken);
                    if (parsed.GetValue(json))
                    {
                        console.WriteJson(new ModelPulled(here.Id.Value, here.Path, here.Sha256.ToString()), CliJson.Default.ModelPulled);
                    }
                    else
                    {
                        console.WriteLine(here.Path);
                    }

                    return ExitCodes.Ok.Number;
                }
                catch (ModelStoreException e)
                {
                    throw new CodedException(ExitCodes.Engine, e.Message, e.Code, e);
                }
            }
        );
        return command;
    }

    internal static ModelStore Store(HttpClient http) =>
        new(ModelCatalogue.BuiltIn, ModelStoreOptions.FromEnvironment(), http, TimeProvider.System);
}
