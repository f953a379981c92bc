using Cortensor.Primitives;

namespace Cortensor.Miner.Routers;

/// <summary>The routers this miner is connected to now.</summary>
internal interface IRouterDirectory
{
    /// <summary>The connection to a task's router; for a task without one any connection, so that somebody serves the result.</summary>
    IRouterChannel? Find(Address router);
}
