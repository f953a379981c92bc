namespace Cortensor.Devnet.State;

/// <summary>Where everything lies in a network's folder.</summary>
/// <param name="Root">The folder.</param>
public sealed record DevnetPaths(string Root)
{
    /// <summary>Public description, the file other programs read.</summary>
    public string Document => Path.Combine(Root, "devnet.json");

    /// <summary>Who runs the network.</summary>
    public string Lock => Path.Combine(Root, "devnet.lock");

    /// <summary>Which processes belong to it, so that a later start can end what a crash left behind.</summary>
    public string Processes => Path.Combine(Root, "processes.json");

    public string Logs => Path.Combine(Root, "logs");

    public string Keys => Path.Combine(Root, "keys");

    /// <summary>One random password for all keys of the network.</summary>
    public string Password => Path.Combine(Keys, "password");

    public string Configurations => Path.Combine(Root, "config");

    /// <summary>The chain's state, written every few seconds and at its end.</summary>
    public string ChainState => Path.Combine(Root, "chain.json");

    /// <summary>The chain's state as it last was whole.</summary>
    public string KeptChainState => Path.Combine(Root, "chain.kept.json");

    /// <summary>What the contracts' addresses are.</summary>
    public string Deployment => Path.Combine(Root, "deployment.json");

    /// <summary>What must survive a restart and is nowhere else: chain id, API key, session.</summary>
    public string Settings => Path.Combine(Root, "network.json");

    /// <summary>A supervisor's own output when it runs detached.</summary>
    public string SupervisorLog => Log("devnet", 1);

    public string Log(string role, int number) => Path.Combine(Logs, $"{role}-{number}.log");

    public string Key(string name) => Path.Combine(Keys, $"{name}.json");

    public string Configuration(string role, int number) => Path.Combine(Configurations, $"{role}-{number}.json");

    /// <summary>Folders of the nodes' own files.</summary>
    public string Data => Path.Combine(Root, "data");

    public string NodeData(string role, int number) => Path.Combine(Data, $"{role}-{number}");

    /// <summary>Makes the folders; secrets are for the owner alone.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The development network needs Linux.");
        }

        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (string folder in new[] { Root, Logs, Keys, Configurations })
        {
            _ = Directory.CreateDirectory(folder, ownerOnly);
        }
    }
}
