namespace Cortensor.FunctionalTests.Conformance;

/// <summary>One question of a batch.</summary>
internal sealed record RpcQuestion(string Method, params object[] Parameters);
