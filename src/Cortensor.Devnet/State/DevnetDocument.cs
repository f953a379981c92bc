using System.Text.Json;
using Cortensor.Primitives;

namespace Cortensor.Devnet.State;

/// <summary>The running network as other programs see it: <c>DIR/devnet.json</c>.</summary>
/// <param name="Chains">The three layers; all the same chain in profile <c>single</c>.</param>
/// <param name="Router">The router.</param>
/// <param name="Gateway">Base URL that serves payloads by CID; the router's.</param>
/// <param name="ApiKey">Plain text; the file is for its owner alone.</param>
/// <param name="Contracts">Addresses by contract name.</param>
/// <param name="Miners">Addresses in the order of their numbers.</param>
/// <param name="Oracle">Address.</param>
/// <param name="SessionId">The session the API key is bound to.</param>
/// <param name="Pids">Process ids by role.</param>
public sealed record DevnetDocument(
    DevnetChains Chains,
    DevnetRouter Router,
    string Gateway,
    string ApiKey,
    SortedDictionary<string, Address> Contracts,
    IReadOnlyList<Address> Miners,
    Address Oracle,
    ulong SessionId,
    DevnetPids Pids
)
{
    /// <summary>Reads a network's description; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static DevnetDocument? Find(DevnetPaths paths)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(paths.Document), DevnetJson.Default.DevnetDocument);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{paths.Document} is damaged: {e.Message}", e);
        }
    }

    /// <summary>As indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DevnetJson.Default.DevnetDocument);

    internal void Save(DevnetPaths paths) => PrivateFile.Write(paths.Document, ToJson() + "\n");
}

/// <summary>Where the layers are (protocol section 2).</summary>
public sealed record DevnetChains(DevnetChain L1, DevnetChain L2, DevnetChain L3)
{
    /// <summary>Profile <c>single</c>: one chain plays all three.</summary>
    public static DevnetChains Single(DevnetChain chain) => new(chain, chain, chain);
}

/// <summary>One chain.</summary>
public sealed record DevnetChain(string Rpc, ulong ChainId);

/// <summary>The router's addresses.</summary>
public sealed record DevnetRouter(string Url, string WsUrl);

/// <summary>Process ids by role.</summary>
public sealed record DevnetPids(IReadOnlyList<int> Chain, IReadOnlyList<int> Router, IReadOnlyList<int> Miner, IReadOnlyList<int> Oracle)
{
    /// <summary>All of them with their roles.</summary>
    public IEnumerable<(string Role, int Pid)> All() =>
        Chain
            .Select(pid => ("chain", pid))
            .Concat(Router.Select(pid => ("router", pid)))
            .Concat(Miner.Select(pid => ("miner", pid)))
            .Concat(Oracle.Select(pid => ("oracle", pid)));
}
