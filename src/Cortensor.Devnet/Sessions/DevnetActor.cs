namespace Cortensor.Devnet.Sessions;

/// <summary>Whose key a command uses on a development network.</summary>
public enum DevnetActor
{
    /// <summary>The owner of the network's sessions.</summary>
    Client,

    /// <summary>The chain's first development key: it deployed the contracts and may administer them.</summary>
    Administrator,
}
