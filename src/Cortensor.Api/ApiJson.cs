using System.Text.Json.Serialization;
using Cortensor.Api.Errors;
using Cortensor.Api.Native;
using Cortensor.Api.OpenAi;

namespace Cortensor.Api;

/// <summary>
/// Source-generated metadata of all HTTP bodies: snake_case, nulls left out, unknown members ignored (OpenAI clients send many).
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(ChatCompletionRequest))]
[JsonSerializable(typeof(ChatCompletionResponse))]
[JsonSerializable(typeof(ChatCompletionChunk))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionResponse))]
[JsonSerializable(typeof(RouterInfo))]
[JsonSerializable(typeof(RouterStatus))]
[JsonSerializable(typeof(MinersView))]
[JsonSerializable(typeof(SessionsView))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(TasksView))]
[JsonSerializable(typeof(TaskDetails))]
[JsonSerializable(typeof(PingView))]
[JsonSerializable(typeof(AboutView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(NodeStatsView))]
[JsonSerializable(typeof(IReadOnlyList<NodeStatsView>))]
public sealed partial class ApiJson : JsonSerializerContext;
