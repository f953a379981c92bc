using System.Text.Json;
using Cortensor.Cli.Demo;
using Cortensor.Cli.Http;
using Cortensor.FunctionalTests.Devnet;

namespace Cortensor.FunctionalTests.Operate;

/// <summary>Waits until the chain has the outcome of a task that <c>ask --json</c> told of.</summary>
internal static class TaskOutcome
{
    public static async Task<(string Session, string Task)> WaitAsync(OperatedDevnet network, JsonElement asked)
    {
        (ulong session, ulong task) = (asked.GetProperty("session").GetUInt64(), asked.GetProperty("task").GetUInt64());
        using RouterClient router = new(network.Document.Router.Url, network.Document.ApiKey);
        using StringWriter progress = new();
        _ = await new TaskFollower(router, TimeProvider.System, new WrittenProgress(progress)).FollowAsync(
            session,
            task,
            TestContext.Current.CancellationToken
        );
        return (
            session.ToString(System.Globalization.CultureInfo.InvariantCulture),
            task.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
    }
}
