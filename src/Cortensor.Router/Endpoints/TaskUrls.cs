using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Endpoints;

/// <summary>Where a task can be followed.</summary>
internal static class TaskUrls
{
    public static string Of(RouterOptions options, TaskKey key) => $"{options.PublicUrl}/api/v1/tasks/{key.Session}/{key.Task}";
}
