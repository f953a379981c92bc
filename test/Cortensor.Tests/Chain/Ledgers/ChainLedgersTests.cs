using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Protocol.Sessions;
using Cortensor.Testing.Ledger;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain.Ledgers;

public sealed class ChainLedgersTests
{
    // The script waits for nothing, so a slow machine must not run into a deadline.
    private static readonly QueueParameters Patient = QueueParameters.Default with
    {
        AssignWindow = 3_600,
        AckWindow = 3_600,
        PrecommitBase = 3_600,
        CommitWindow = 3_600,
    };

    [Fact]
    public async Task The_contracts_and_the_rules_in_memory_say_the_same_to_every_move()
    {
        await using DeployedNetwork network = await DeployedNetwork.StartAsync(DeployedNetwork.Settings with { Parameters = Patient });
        Hash32 model = Keccak256.HashText(DeployedNetwork.Model.Value);
        IReadOnlyList<string> onChain = await new LedgerScript(await ChainCastAsync(network), model).PlayAsync(
            TestContext.Current.CancellationToken
        );
        IReadOnlyList<string> inMemory = await new LedgerScript(MemoryCast(network, model), model).PlayAsync(
            TestContext.Current.CancellationToken
        );
        Assert.Equal(inMemory, onChain);
        Assert.Contains("commit: made", onChain);
        Assert.True(onChain.Select(line => line.Split(": ")[1]).Distinct().Count() > 40);
    }

    private static async Task<ScriptCast> ChainCastAsync(DeployedNetwork network)
    {
        async Task<LedgerActor> PlayAsync(string name, TokenAmount wallet, NodeRole? role = null)
        {
            ChainLedgers ledgers = await network.OpenAsync(ScriptCast.Key(name), wallet);
            if (role is NodeRole asked)
            {
                await network.Administration.EnrollAsync(new NodeEnrollment(ledgers, asked));
            }

            return new LedgerActor(ledgers.Queue, ledgers.Sessions, ledgers.Payments, ledgers.Pool);
        }

        return new ScriptCast(
            await PlayAsync("owner", ScriptCast.OwnerWallet),
            await PlayAsync("router", default, NodeRole.Router),
            await PlayAsync("oracle", default, NodeRole.Oracle),
            await PlayAsync("miner", ScriptCast.MinerWallet, NodeRole.Miner),
            await PlayAsync("stranger", default),
            TaskRequestTypedData.Domain(network.Book.ChainId, network.Book.AddressOf(ContractNames.Session))
        );
    }

    private static ScriptCast MemoryCast(DeployedNetwork network, Hash32 model)
    {
        MemoryChain chain = new(
            TimeProvider.System,
            new MemoryChainOptions
            {
                ChainId = network.Book.ChainId,
                Queue = network.Book.AddressOf(ContractNames.SessionQueue),
                Session = network.Book.AddressOf(ContractNames.Session),
                Treasury = DeployedNetwork.Settings.Treasury!.Value,
                Parameters = Patient,
            }
        );
        chain.SetPrice(model, DeployedNetwork.Price);
        chain.GrantRole(NodeRole.Router, ScriptCast.Key("router").Address);
        chain.GrantRole(NodeRole.Oracle, ScriptCast.Key("oracle").Address);
        chain.GrantRole(NodeRole.Miner, ScriptCast.Key("miner").Address);
        chain.Mint(ScriptCast.Key("owner").Address, ScriptCast.OwnerWallet);
        chain.Mint(ScriptCast.Key("miner").Address, ScriptCast.MinerWallet);
        LedgerActor As(string name) => chain.As(ScriptCast.Key(name).Address);
        return new ScriptCast(As("owner"), As("router"), As("oracle"), As("miner"), As("stranger"), chain.SessionDomain);
    }
}
