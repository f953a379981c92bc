namespace Cortensor.Bench.Router;

/// <summary>The answer that everybody streams.</summary>
internal static class BenchAnswer
{
    public const string Model = "test-model";

    /// <summary>So many words, each one token of the scripted engine.</summary>
    public static IEnumerable<string> Words(int tokens) => Enumerable.Range(0, tokens).Select(i => i == 0 ? "one" : " more");

    /// <summary>The request that every client sends.</summary>
    public static string Body(string model, int tokens) =>
        $$"""{"model":"{{model}}","stream":true,"temperature":0,"max_tokens":{{tokens}},"messages":[{"role":"user","content":"Count slowly, please."}]}""";
}
