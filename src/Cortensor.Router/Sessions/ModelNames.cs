using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Router.Miners;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Sessions;

/// <summary>The chain knows models by hash; names come from the options and from connected miners.</summary>
internal sealed class ModelNames(MinerHub hub, IOptions<RouterOptions> options)
{
    private readonly Dictionary<Hash32, (ModelId Name, int ContextTokens)> _configured = options
        .Value.Models.GroupBy(static model => model.Id)
        .ToDictionary(static same => Keccak256.HashText(same.Key), static same => (ModelId.Parse(same.Key), same.First().ContextTokens));

    public IReadOnlyList<ModelId> All =>
        [
            .. _configured
                .Values.Select(static known => known.Name)
                .Concat(hub.All.SelectMany(static miner => miner.Models))
                .Distinct()
                .OrderBy(static name => name.Value, StringComparer.Ordinal),
        ];

    public ModelId? Find(Hash32 hash)
    {
        if (_configured.TryGetValue(hash, out (ModelId Name, int ContextTokens) known))
        {
            return known.Name;
        }

        foreach (ModelId name in hub.All.SelectMany(static miner => miner.Models).Distinct())
        {
            if (Keccak256.HashText(name.Value) == hash)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Longest prompt and answer together in tokens; null when it is not configured.</summary>
    public int? ContextOf(ModelId model) =>
        _configured.TryGetValue(Keccak256.HashText(model.Value), out (ModelId Name, int ContextTokens) known) ? known.ContextTokens : null;
}
