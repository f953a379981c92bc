using System.Net.Http.Json;
using System.Text.Json;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>JSON-RPC batches: ten thousand moves take a request a block, not one a question.</summary>
internal sealed class RpcBatch(Uri endpoint)
{
    private static readonly HttpClient Http = new();

    /// <summary>Asks everything at once; the answers come in the order of the questions.</summary>
    /// <returns>Whole responses, so that the caller may expect an error.</returns>
    public async Task<IReadOnlyList<JsonElement>> SendAsync(IReadOnlyList<RpcQuestion> questions, CancellationToken cancellationToken)
    {
        if (questions.Count == 0)
        {
            return [];
        }

        object[] requests =
        [
            .. questions.Select(
                (question, id) =>
                    new
                    {
                        jsonrpc = "2.0",
                        id,
                        method = question.Method,
                        @params = question.Parameters,
                    }
            ),
        ];
        using HttpResponseMessage response = await Http.PostAsJsonAsync(endpoint, requests, cancellationToken);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        JsonElement[] answers = new JsonElement[questions.Count];
        foreach (JsonElement answer in document.RootElement.EnumerateArray())
        {
            answers[answer.GetProperty("id").GetInt32()] = answer.Clone();
        }

        return answers;
    }

    /// <summary>Asks one thing that must be answered.</summary>
    public async Task<JsonElement> CallAsync(RpcQuestion question, CancellationToken cancellationToken) =>
        Result(question, (await SendAsync([question], cancellationToken))[0]);

    /// <summary>Asks things that must all be answered.</summary>
    public async Task<IReadOnlyList<JsonElement>> CallAsync(IReadOnlyList<RpcQuestion> questions, CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonElement> answers = await SendAsync(questions, cancellationToken);
        return [.. questions.Zip(answers, Result)];
    }

    private static JsonElement Result(RpcQuestion question, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("result", out JsonElement result)
            ? result
            : throw new InvalidOperationException($"{question.Method} was answered with {answer}.");
}
