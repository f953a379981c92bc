using System.Text.RegularExpressions;

namespace Cortensor.Node.Options;

/// <summary>A right value for each key that cannot be guessed, as it would stand in the file.</summary>
internal static partial class OptionExamples
{
    private static readonly Dictionary<string, string> Examples = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Roles"] = "\"Roles\": [\"miner\"]",
        ["DataDir"] = "\"DataDir\": \"/var/lib/cortensor\"",
        ["Listen"] = "\"Listen\": \"http://127.0.0.1:5010\"",
        ["StopSeconds"] = "\"StopSeconds\": 10",
        ["StartSeconds"] = "\"StartSeconds\": 120",
        ["MinDiskMebibytes"] = "\"MinDiskMebibytes\": 256",
        ["AllowPublic"] = "\"AllowPublic\": false",
        ["Chain:Rpc"] = "\"Rpc\": \"http://127.0.0.1:8545\"",
        ["Chain:Fallbacks"] = "\"Fallbacks\": [\"https://rpc.example\"]",
        ["Chain:Fallbacks:*"] = "\"Fallbacks\": [\"https://rpc.example\"]",
        ["Chain:WebSockets:*"] = "\"WebSockets\": [\"wss://rpc.example\"]",
        ["Chain:Subscribe"] = "\"Subscribe\": true",
        ["Chain:Confirmations"] = "\"Confirmations\": 1",
        ["Chain:MaxFeeGwei"] = "\"MaxFeeGwei\": 500",
        ["Chain:Deployment"] = "\"Deployment\": \"/etc/cortensor/deployment.json\"",
        ["Chain:PollMilliseconds"] = "\"PollMilliseconds\": 250",
        ["Chain:MaxBlocksBehind"] = "\"MaxBlocksBehind\": 20",
        ["Chain:MaxHeadAgeSeconds"] = "\"MaxHeadAgeSeconds\": 60",
        ["Chain:GasFloorGwei"] = "\"GasFloorGwei\": 5000000",
        ["Key:File"] = "\"File\": \"/etc/cortensor/key.json\"",
        ["Key:PasswordFile"] = "\"PasswordFile\": \"/etc/cortensor/password\"",
        ["Log:Format"] = "\"Format\": \"json\"",
        ["Log:Level"] = "\"Level\": \"Information\"",
        ["Router:ApiKeys"] = "\"ApiKeys\": [{ \"Name\": \"shop\", \"Sha256\": \"<64 hexadecimal digits>\", \"Sessions\": [1] }]",
        ["Router:ApiKeys:*:Name"] = "\"Name\": \"shop\"",
        ["Router:ApiKeys:*:Sessions"] = "\"Sessions\": [1]",
        ["Miner:Routers"] = "\"Routers\": [{ \"Url\": \"ws://127.0.0.1:5010/ws/miner\" }]",
        ["Miner:Routers:*:Url"] = "\"Url\": \"ws://127.0.0.1:5010/ws/miner\"",
        ["Miner:Gateways"] = "\"Gateways\": [\"http://127.0.0.1:5010\"]",
        ["Miner:Gateways:*"] = "\"Gateways\": [\"http://127.0.0.1:5010\"]",
        ["Miner:Engine"] = "\"Engine\": \"llama\"",
        ["Miner:Models"] = "\"Models\": [\"smollm2-135m-instruct\"]",
        ["Miner:ContextTokens"] = "\"ContextTokens\": 2048",
        ["Miner:Threads"] = "\"Threads\": 2",
        ["Miner:Slots"] = "\"Slots\": 1",
        ["Miner:OpenAi:Url"] = "\"OpenAi\": { \"Url\": \"http://127.0.0.1:8000/v1\" }",
        ["Miner:OpenAi:KeyFile"] = "\"KeyFile\": \"/etc/cortensor/openai-key\"",
        ["Miner:OpenAi:Continuation"] = "\"Continuation\": \"AssistantMessage\"",
        ["Oracle:Gateways:*"] = "\"Gateways\": [\"http://127.0.0.1:5010\"]",
    };

    /// <summary>The example for a key, list numbers aside; null when there is none.</summary>
    public static string? For(string key) => Examples.GetValueOrDefault(Number().Replace(key, ":*"));

    [GeneratedRegex(@":\d+(?=:|$)")]
    private static partial Regex Number();
}
