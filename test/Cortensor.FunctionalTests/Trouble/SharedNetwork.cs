namespace Cortensor.FunctionalTests.Trouble;

/// <summary>One network of real processes for several troubles: starting it takes longer than they do.</summary>
[CollectionDefinition(Name)]
public sealed class SharedNetwork : IAsyncLifetime, ICollectionFixture<SharedNetwork>
{
    public const string Name = "shared network";

    internal RunningNetwork Network { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Network = await RunningNetwork.StartAsync(tokenMilliseconds: 60);

    public ValueTask DisposeAsync() => Network.DisposeAsync();
}
