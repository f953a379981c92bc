namespace Cortensor.Bench.Router;

/// <summary>One of those that are compared.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Url">Base URL.</param>
/// <param name="Model">The model it serves.</param>
/// <param name="Key">API key.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Upstream">For a gateway that must be told with each request where the model server is.</param>
internal sealed record Gateway(string Name, string Url, string Model, string Key, int Pid, string? Upstream = null);
