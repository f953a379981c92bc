using System.Net.Http.Json;
using Cortensor.Api;
using Cortensor.Api.Native;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Network;

namespace Cortensor.FunctionalTests.Trouble.Router;

/// <summary>What a client that lost its answer does: it asks for the task.</summary>
internal static class TaskPages
{
    /// <summary>The task's page at its own address.</summary>
    public static Task<TaskDetails> OfAsync(TestNetwork network, TaskKey key) =>
        GetAsync(network, $"/api/v1/tasks/{key.Session}/{key.Task}");

    public static async Task<TaskDetails> GetAsync(TestNetwork network, string url) =>
        (await network.Client.GetFromJsonAsync(new Uri(url, UriKind.RelativeOrAbsolute), ApiJson.Default.TaskDetails))!;

    /// <summary>The session's tasks that the client named so.</summary>
    public static async Task<IReadOnlyList<TaskDetails>> ByReferenceAsync(TestNetwork network, string reference) =>
        (
            await network.Client.GetFromJsonAsync(
                new Uri($"/api/v1/tasks/{network.Session}?client_reference={Uri.EscapeDataString(reference)}", UriKind.Relative),
                ApiJson.Default.TasksView
            )
        )!.Tasks;
}
