using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Sending;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Queue;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain.Deployment;

public sealed class NetworkDeployerTests
{
    [Fact]
    public async Task A_network_is_deployed_wired_and_priced()
    {
        await using DeployedNetwork network = await DeployedNetwork.StartAsync();
        AddressBook book = network.Book;
        Assert.Equal(network.Anvil.ChainId, book.ChainId);
        Assert.Equal(
            ["Acl", "CortensorToken", "Iam", "NetworkData", "NodePool", "Session", "SessionPayment", "SessionQueue", "Timelock"],
            book.Contracts.Keys
        );
        foreach (string name in book.Contracts.Keys.Except([ContractNames.NetworkData, ContractNames.Timelock]))
        {
            Assert.Equal(
                book.AddressOf(name),
                await AskAsync(network, ContractNames.NetworkData, new NetworkDataContract.AddressOfCall(name))
            );
        }

        SessionPaymentContract.WiringResult wiring = await AskAsync(
            network,
            ContractNames.SessionPayment,
            new SessionPaymentContract.WiringCall()
        );
        Assert.Equal(
            new SessionPaymentContract.WiringResult(
                book.AddressOf(ContractNames.Token),
                book.AddressOf(ContractNames.Session),
                book.AddressOf(ContractNames.SessionQueue)
            ),
            wiring
        );
        Assert.Equal(
            DeployedNetwork.Settings.Treasury,
            await AskAsync(network, ContractNames.SessionPayment, new SessionPaymentContract.TreasuryCall())
        );
        NetworkDataContract.ModelPriceResult price = await AskAsync(
            network,
            ContractNames.NetworkData,
            new NetworkDataContract.ModelPriceCall(Keccak256.HashText(DeployedNetwork.Model.Value))
        );
        Assert.Equal((DeployedNetwork.Price.Per1kInput.Wei, DeployedNetwork.Price.Per1kOutput.Wei), (price.Per1kInput, price.Per1kOutput));
        NetworkDataContract.QueueParameters parameters = await AskAsync(
            network,
            ContractNames.NetworkData,
            new NetworkDataContract.QueueParametersCall()
        );
        Assert.Equal(new NetworkDataContract.QueueParameters(10, 5, 30, 8, 30, 60, 5, 3, 32_768), parameters);
        Assert.True(book.StartBlock > 0);
    }

    [Fact]
    public async Task Own_accounts_and_parameters_are_used_and_the_parameters_handed_over()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        Address holder = Address.Parse("0x00000000000000000000000000000000000000A1");
        DeploymentSettings settings = DeployedNetwork.Settings with
        {
            Holder = holder,
            Parameters = QueueParameters.Default with { AckWindow = 7 },
            HandOver = true,
        };
        AddressBook book = await new NetworkDeployer(sender).DeployAsync(settings);
        Assert.Equal(
            book.AddressOf(ContractNames.Timelock),
            await anvil.Client.QueryAsync(book.AddressOf(ContractNames.NetworkData), new NetworkDataContract.OwnerCall())
        );
        Assert.Equal(
            7UL,
            (
                await anvil.Client.QueryAsync(book.AddressOf(ContractNames.NetworkData), new NetworkDataContract.QueueParametersCall())
            ).AckWindow
        );
        Assert.Equal(
            await anvil.Client.QueryAsync(book.AddressOf(ContractNames.Token), new CortensorTokenContract.TotalSupplyCall()),
            await anvil.Client.QueryAsync(book.AddressOf(ContractNames.Token), new CortensorTokenContract.BalanceOfCall(holder))
        );
    }

    [Fact]
    public async Task Contracts_with_another_interface_than_the_bindings_are_refused_before_anything_is_sent()
    {
        await using AnvilProcess anvil = await AnvilProcess.StartAsync();
        using TransactionSender sender = await anvil.OpenSenderAsync();
        string folder = Directory.CreateTempSubdirectory("cortensor-plan").FullName;
        try
        {
            _ = Directory.CreateDirectory(Path.Combine(folder, "deployments"));
            _ = Directory.CreateDirectory(CommittedContracts.FolderIn(folder));
            File.Copy(ProbeChain.ArtifactPath, Path.Combine(CommittedContracts.FolderIn(folder), "Probe.json"));
            const string Plan = """{ "contracts": [{ "name": "Iam", "artifact": "Probe.json", "args": ["$deployer", 1] }], "calls": [] }""";
            await File.WriteAllTextAsync(Path.Combine(folder, "deployments", "plan.json"), Plan, TestContext.Current.CancellationToken);
            InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() =>
                new NetworkDeployer(sender).DeployAsync(DeployedNetwork.Settings with { ContractsFolder = folder })
            );
            Assert.Contains("Iam", refused.Message, StringComparison.Ordinal);
            Assert.Equal(0UL, await anvil.Client.GetNonceAsync(sender.Account, Cortensor.Chain.Rpc.BlockTag.Pending));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<TResult> AskAsync<TResult>(DeployedNetwork network, string contract, IContractQuery<TResult> query) =>
        network.Anvil.Client.QueryAsync(network.Book.AddressOf(contract), query);
}
