using System.Text.Json;

namespace Cortensor.Storage.Gateway;

/// <summary>Answer of the delegated routing API. Peers read its names in PascalCase and find nothing in any other.</summary>
internal sealed record ProviderAnswer(IReadOnlyList<ProviderRecord> Providers)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = null };
}
