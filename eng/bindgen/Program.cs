using Cortensor.Bindgen;

const string Usage = """
    Writes typed C# bindings from compiled contracts.
      dotnet run --project eng/bindgen -- OUTPUT_FOLDER NAMESPACE ARTIFACT.json...
      dotnet run --project eng/bindgen -- --check OUTPUT_FOLDER NAMESPACE ARTIFACT.json...   (exit 1 when a file is out of date)
    """;

bool check = args is ["--check", ..];
string[] rest = check ? args[1..] : args;
if (rest.Length < 3)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

int outdated = 0;
foreach (string artifact in rest[2..])
{
    GeneratedFile file = await BindingGenerator.GenerateAsync(artifact, rest[1]);
    string path = Path.Combine(rest[0], file.Name);
    string? before = File.Exists(path) ? await File.ReadAllTextAsync(path) : null;
    if (before == file.Text)
    {
        continue;
    }

    outdated++;
    Console.WriteLine($"{(check ? "out of date" : "written")}: {file.Name}");
    if (!check)
    {
        _ = Directory.CreateDirectory(rest[0]);
        await File.WriteAllTextAsync(path, file.Text);
    }
}

return check && outdated > 0 ? 1 : 0;
