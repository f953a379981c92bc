using System.Text.Json;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Primitives;

namespace Cortensor.Tests.Chain.Deployment;

public sealed class DevKeysTests
{
    private static readonly Uri Loopback = new("http://127.0.0.1:8545");

    [Fact]
    public async Task They_are_the_accounts_that_anvil_funds()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        IReadOnlyList<PrivateKey> keys = await DevKeys.OpenAsync(anvil.Client, anvil.Endpoint, TestContext.Current.CancellationToken);
        JsonElement accounts = await anvil.Client.Transport.CallAsync("eth_accounts", [], TestContext.Current.CancellationToken);
        Assert.Equal(
            accounts.EnumerateArray().Select(account => Address.Parse(account.GetString()!)),
            keys.Take(accounts.GetArrayLength()).Select(key => key.Address)
        );
        Assert.True(DevKeys.Contains(keys[3].Address));
        Assert.False(DevKeys.Contains(Address.Zero));
    }

    [Theory]
    [InlineData("http://10.0.0.5:8545", "anvil/v1.7.1")]
    [InlineData("http://127.0.0.1:8545", "Geth/v1.15.0")]
    [InlineData("http://127.0.0.1:8545", "not-anvil/1.0")]
    public async Task They_are_refused_elsewhere(string endpoint, string version)
    {
        EthClient client = new(new VersionTransport(version));
        await Assert.ThrowsAsync<DevKeysRefusedException>(() =>
            DevKeys.OpenAsync(client, new Uri(endpoint), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Hardhat_is_fine_too() =>
        Assert.Equal(
            DevKeys.Count,
            (
                await DevKeys.OpenAsync(
                    new EthClient(new VersionTransport("HardhatNetwork/3.18.0")),
                    Loopback,
                    TestContext.Current.CancellationToken
                )
            ).Count
        );

    private sealed class VersionTransport(string version) : IRpcTransport
    {
        public Task<JsonElement> CallAsync(
            string method,
            IReadOnlyList<object?> parameters,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(JsonSerializer.SerializeToElement(version));
    }
}
