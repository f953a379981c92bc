using System.Text.Json;
using System.Text.Json.Serialization;
using Cortensor.Primitives;

namespace Cortensor.Inference.Models;

/// <summary>The models that this release knows by name, digest and licence.</summary>
public sealed class ModelCatalogue
{
    private ModelCatalogue(IReadOnlyList<ModelEntry> models) => Models = models;

    /// <summary>The catalogue that ships with this assembly.</summary>
    public static ModelCatalogue BuiltIn { get; } = Load();

    /// <summary>The models, in the order of the file; the first is the default.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <summary>The chat model whose file comes with the program; null in a catalogue without one.</summary>
    public ModelEntry? Shipped => Models.FirstOrDefault(model => model is { Shipped: true, Kind: ModelKind.Chat });

    /// <summary>A catalogue of the given models.</summary>
    public static ModelCatalogue Of(IReadOnlyList<ModelEntry> models) => new(models);

    /// <summary>The entry of a model, null when it is not in the catalogue.</summary>
    public ModelEntry? Find(ModelId id) => Models.FirstOrDefault(model => model.Id == id);

    private static ModelCatalogue Load()
    {
        using Stream stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return new ModelCatalogue(JsonSerializer.Deserialize(stream, CatalogueJson.Default.CatalogueFile)!.Models);
    }
}

internal sealed record CatalogueFile(IReadOnlyList<ModelEntry> Models);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(CatalogueFile))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
