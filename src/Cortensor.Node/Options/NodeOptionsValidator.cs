using System.Net;
using Cortensor.Inference.Engines.Llama;
using Cortensor.Inference.Engines.OpenAi;
using Cortensor.Primitives;
using Microsoft.Extensions.Options;

namespace Cortensor.Node.Options;

/// <summary>Finds every fault of a node's options at once.</summary>
internal sealed class NodeOptionsValidator : IValidateOptions<NodeOptions>
{
    public ValidateOptionsResult Validate(string? name, NodeOptions options)
    {
        List<string> faults = [];
        CheckRoles(options, faults);
        CheckHost(options, faults);
        CheckChain(options.Chain, faults);
        CheckKey(options.Key, faults);
        CheckLog(options.Log, faults);
        if (options.Has(NodeRoles.Router))
        {
            faults.AddRange(FaultsOf(options.Router.ApiKeys));
        }

        if (options.Has(NodeRoles.Miner))
        {
            CheckMiner(options.Miner, faults);
        }

        if (options.Has(NodeRoles.Oracle))
        {
            CheckUrls("Oracle:Gateways", options.Oracle.Gateways, ["http", "https"], faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>What is wrong with a list of API keys.</summary>
    public static List<string> FaultsOf(IList<RouterApiKeyOptions> keys)
    {
        List<string> faults = [];
        if (keys.Count == 0)
        {
            faults.Add("Router:ApiKeys: name at least one key; there is no default key.");
        }

        for (int i = 0; i < keys.Count; i++)
        {
            RouterApiKeyOptions key = keys[i];
            if (key.Name.Length == 0)
            {
                faults.Add($"Router:ApiKeys:{i}:Name: name the key.");
            }

            if (key.Sha256.Length != 64 || !key.Sha256.All(char.IsAsciiHexDigit))
            {
                faults.Add($"Router:ApiKeys:{i}:Sha256: 64 hexadecimal digits, the SHA-256 of the key.");
            }

            if (key.Sessions.Count == 0)
            {
                faults.Add($"Router:ApiKeys:{i}:Sessions: bind the key to at least one session.");
            }

            if (key.RequestsPerMinute < 0 || key.ConcurrentRequests < 0)
            {
                faults.Add($"Router:ApiKeys:{i}: RequestsPerMinute and ConcurrentRequests are 0 or more.");
            }
        }

        return faults;
    }

    private static void CheckRoles(NodeOptions options, List<string> faults)
    {
        if (options.Roles.Count == 0)
        {
            faults.Add($"Roles: name at least one of {string.Join(", ", NodeRoles.All)}.");
        }

        foreach (string role in options.Roles.Where(role => !NodeRoles.All.Contains(role, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Roles: '{role}' is none of {string.Join(", ", NodeRoles.All)}.");
        }

        if (options.Roles.Distinct(StringComparer.OrdinalIgnoreCase).Count() != options.Roles.Count)
        {
            faults.Add("Roles: a role is named twice.");
        }
    }

    private static void CheckHost(NodeOptions options, List<string> faults)
    {
        if (options.DataDir.Length == 0)
        {
            faults.Add("DataDir: name a folder for the node's files.");
        }

        CheckRange("StopSeconds", options.StopSeconds, 1, 600, faults);
        CheckRange("StartSeconds", options.StartSeconds, 1, 3600, faults);
        CheckRange("MinDiskMebibytes", options.MinDiskMebibytes, 0, int.MaxValue, faults);
        if (
            !Uri.TryCreate(options.EffectiveListen, UriKind.Absolute, out Uri? listen)
            || listen.Scheme != Uri.UriSchemeHttp
            || listen.AbsolutePath != "/"
        )
        {
            faults.Add($"Listen: '{options.EffectiveListen}' is not like http://127.0.0.1:5010.");
        }
        else if (!options.AllowPublic && !IsLoopback(listen))
        {
            faults.Add($"Listen: '{options.EffectiveListen}' can be reached from other machines; set AllowPublic if that is wanted.");
        }
    }

    private static void CheckChain(ChainOptions chain, List<string> faults)
    {
        CheckUrl("Chain:Rpc", chain.Rpc, ["http", "https"], faults);
        CheckUrls("Chain:Fallbacks", chain.Fallbacks, ["http", "https"], faults);
        CheckUrls("Chain:WebSockets", chain.WebSockets, ["ws", "wss"], faults);
        if (chain.Fallbacks.Append(chain.Rpc).Distinct(StringComparer.OrdinalIgnoreCase).Count() <= chain.Fallbacks.Count)
        {
            faults.Add("Chain:Fallbacks: an address is named twice.");
        }

        CheckRange("Chain:Confirmations", chain.Confirmations, 1, 256, faults);
        CheckRange("Chain:MaxFeeGwei", chain.MaxFeeGwei, 1, 1_000_000, faults);
        if (chain.Deployment.Length == 0)
        {
            faults.Add("Chain:Deployment: name the file with the contracts' addresses.");
        }

        CheckRange("Chain:PollMilliseconds", chain.PollMilliseconds, 20, 60_000, faults);
        CheckRange("Chain:MaxBlocksBehind", chain.MaxBlocksBehind, 1, 1_000_000, faults);
        CheckRange("Chain:MaxHeadAgeSeconds", chain.MaxHeadAgeSeconds, 0, 86_400, faults);
        CheckRange("Chain:GasFloorGwei", chain.GasFloorGwei, 0, int.MaxValue, faults);
    }

    private static void CheckKey(KeyOptions key, List<string> faults)
    {
        if (key.File.Length == 0)
        {
            faults.Add("Key:File: name the node's key file; make one with 'cortensor keys new'.");
        }

        if (key.PasswordFile.Length == 0)
        {
            faults.Add("Key:PasswordFile: name the file whose first line is the key's password.");
        }
    }

    private static void CheckLog(LogOptions log, List<string> faults)
    {
        if (log.Format is not (LogOptions.Text or LogOptions.Json))
        {
            faults.Add($"Log:Format: '{log.Format}' is neither text nor json.");
        }

        if (!LogOptions.Levels.Contains(log.Level, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add($"Log:Level: '{log.Level}' is none of {string.Join(", ", LogOptions.Levels)}.");
        }
    }

    private static void CheckMiner(MinerRoleOptions miner, List<string> faults)
    {
        for (int i = 0; i < miner.Routers.Count; i++)
        {
            CheckUrl($"Miner:Routers:{i}:Url", miner.Routers[i].Url, ["ws", "wss"], faults);
            if (miner.Routers[i].Address.Length > 0 && !Address.TryParse(miner.Routers[i].Address, null, out _))
            {
                faults.Add($"Miner:Routers:{i}:Address: '{miner.Routers[i].Address}' is no account.");
            }
        }

        CheckUrls("Miner:Gateways", miner.Gateways, ["http", "https"], faults);
        if (miner.Routers.Count == 0)
        {
            faults.Add("Miner:Routers: name at least one router to dial.");
        }

        if (!EngineNames.All.Contains(miner.Engine))
        {
            faults.Add($"Miner:Engine: '{miner.Engine}' is none of {string.Join(", ", EngineNames.All)}.");
        }

        if (miner.Models.Count != 1)
        {
            faults.Add("Miner:Models: name exactly one model; more than one per miner comes later.");
        }

        CheckRange("Miner:ContextTokens", miner.ContextTokens, 64, 131_072, faults);
        CheckRange("Miner:Threads", miner.Threads, 1, 256, faults);
        CheckRange("Miner:Slots", miner.Slots, 0, 64, faults);
        if (miner.Engine == EngineNames.Llama)
        {
            CheckLlama(miner.Llama, faults);
        }

        if (miner.Engine == EngineNames.OpenAi)
        {
            CheckServer(miner.OpenAi, faults);
        }

        CheckRange("Miner:ScriptedTokenMilliseconds", miner.ScriptedTokenMilliseconds, 0, 10_000, faults);
    }

    private static void CheckLlama(LlamaOptions llama, List<string> faults)
    {
        if (!LlamaBackends.All.Contains(llama.Backend))
        {
            faults.Add($"Miner:Llama:Backend: '{llama.Backend}' is none of {string.Join(", ", LlamaBackends.All)}.");
        }

        CheckRange("Miner:Llama:GpuLayers", llama.GpuLayers, 0, LlamaEngineOptions.MaxGpuLayers, faults);
        if (llama.GpuLayers > 0 && !LlamaBackends.IsGpu(llama.Backend))
        {
            faults.Add("Miner:Llama:GpuLayers: layers on a GPU need 'Backend' cuda or vulkan.");
        }

        if (llama.BackendDirectory.Length > 0 && !Directory.Exists(Path.Combine(llama.BackendDirectory, "runtimes")))
        {
            faults.Add($"Miner:Llama:BackendDirectory: there is no folder 'runtimes' in '{llama.BackendDirectory}'.");
        }
    }

    private static void CheckServer(OpenAiServerOptions server, List<string> faults)
    {
        CheckUrl("Miner:OpenAi:Url", server.Url, ["http", "https"], faults);
        if (server.KeyFile.Length > 0 && server.KeyVariable.Length > 0)
        {
            faults.Add("Miner:OpenAi:KeyFile: name a file or a variable for the key, not both.");
        }

        if (!Enum.GetNames<OpenAiContinuation>().Contains(server.Continuation))
        {
            faults.Add(
                $"Miner:OpenAi:Continuation: '{server.Continuation}' is none of {string.Join(", ", Enum.GetNames<OpenAiContinuation>())}."
            );
        }
    }

    private static void CheckUrls(string name, IList<string> urls, string[] schemes, List<string> faults)
    {
        for (int i = 0; i < urls.Count; i++)
        {
            CheckUrl($"{name}:{i}", urls[i], schemes, faults);
        }
    }

    private static void CheckUrl(string name, string url, string[] schemes, List<string> faults)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || !schemes.Contains(parsed.Scheme))
        {
            faults.Add($"{name}: '{url}' is not a {string.Join(" or ", schemes)} address.");
        }
    }

    private static void CheckRange(string name, int value, int least, int most, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"{name}: {value} is not between {least} and {most}.");
        }
    }

    private static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
