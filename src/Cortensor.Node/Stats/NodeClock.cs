using System.Reflection;

namespace Cortensor.Node.Stats;

/// <summary>Since when this node runs, and which version of it.</summary>
internal sealed class NodeClock(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>The program's version, with the commit it was built from when the build knew it.</summary>
    public static string Version { get; } =
        typeof(NodeClock).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public TimeSpan Uptime => time.GetElapsedTime(_startedAt);
}
