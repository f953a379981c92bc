using System.Security.Cryptography;
using System.Text.Json;

namespace Cortensor.Devnet.State;

/// <summary>What a network keeps over restarts besides keys and chain state.</summary>
/// <param name="ChainId">Random once, so that two networks never accept each other's transactions.</param>
/// <param name="ApiKey">Plain text.</param>
/// <param name="Model">Model of the session.</param>
/// <param name="Miners">How many miners were set up.</param>
/// <param name="SessionId">Zero until the session exists.</param>
/// <param name="MoreSessions">Sessions made later, which the API key may use too.</param>
/// <param name="RouterPort">The router's port, wanted again after a restart: people keep its address. Zero when there was none.</param>
internal sealed record DevnetSettings(
    ulong ChainId,
    string ApiKey,
    string Model,
    int Miners,
    ulong SessionId,
    IReadOnlyList<ulong> MoreSessions,
    int RouterPort = 0
)
{
    public const string ApiKeyPrefix = "ck-dev-";

    /// <summary>Sessions are numbered from one, and the network's is the first.</summary>
    public const ulong FirstSession = 1;

    private const ulong FirstChainId = 900_000_000;

    /// <summary>What the API key is bound to; the first session is told to the router before it exists.</summary>
    public IList<ulong> Sessions => [SessionId > 0 ? SessionId : FirstSession, .. MoreSessions];

    public string ApiKeySha256 => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ApiKey)));

    /// <summary>A fresh network.</summary>
    public static DevnetSettings Create(DevnetOptions options) =>
        new(
            FirstChainId + (ulong)RandomNumberGenerator.GetInt32(90_000_000),
            ApiKeyPrefix + RandomNumberGenerator.GetHexString(40, lowercase: true),
            options.Model,
            options.Miners,
            0,
            []
        );

    /// <summary>Those of an earlier run, if there was one that got as far as a session.</summary>
    public static DevnetSettings? Find(DevnetPaths paths)
    {
        try
        {
            DevnetSettings? settings = JsonSerializer.Deserialize(File.ReadAllBytes(paths.Settings), DevnetJson.Default.DevnetSettings);
            return settings is { SessionId: > 0 } && File.Exists(paths.ChainState) && File.Exists(paths.Deployment) ? settings : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public void Save(DevnetPaths paths) =>
        PrivateFile.Write(paths.Settings, JsonSerializer.Serialize(this, DevnetJson.Default.DevnetSettings));
}
