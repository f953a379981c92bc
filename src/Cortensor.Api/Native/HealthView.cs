namespace Cortensor.Api.Native;

/// <summary>Answer of <c>GET /api/v1/ping</c>.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record PingView(string Status);

/// <summary>Answer of <c>GET /api/v1/about</c>: what this router is and which paths it serves.</summary>
public sealed record AboutView(string Name, string Version, Cortensor.Primitives.Address Address, IReadOnlyList<string> Routes);

/// <summary>Answer of <c>GET /health/live</c> and <c>/health/ready</c>.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Checks">Each check: <c>ok</c> or a stable code of what is wrong.</param>
/// <param name="Causes">What is wrong, most telling first; empty when nothing is.</param>
public sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Checks, IReadOnlyList<HealthCause> Causes);

/// <summary>One reason why a node is not ready.</summary>
/// <param name="Check">Which check found it.</param>
/// <param name="Code">Stable code; docs/operate/alarms.md says what to do.</param>
/// <param name="Detail">For people.</param>
public sealed record HealthCause(string Check, string Code, string? Detail);
