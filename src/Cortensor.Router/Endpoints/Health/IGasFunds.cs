namespace Cortensor.Router.Endpoints.Health;

/// <summary>Whether the router can still pay for gas. Optional: without it the check is left out.</summary>
public interface IGasFunds
{
    /// <summary>True while the gas key holds more than the operator's floor.</summary>
    ValueTask<bool> IsAboveFloorAsync(CancellationToken cancellationToken);
}
