using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Ledgers;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Tests.Chain.Fixtures;

namespace Cortensor.Tests.Chain.Ledgers;

public sealed class ChainPaymentLedgerTests
{
    [Fact]
    public async Task Deposits_at_once_all_arrive_and_leave_no_approval_behind()
    {
        await using DeployedNetwork network = await DeployedNetwork.StartAsync();
        using PrivateKey key = PrivateKey.Create();
        ChainLedgers ledgers = await network.OpenAsync(key, TokenAmount.FromCor(10));
        MoveResult[] results = await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(cor =>
                    ledgers.Payments.DepositAccountAsync(
                        ledgers.Actor,
                        TokenAmount.FromCor((ulong)cor),
                        TestContext.Current.CancellationToken
                    )
                )
        );
        Assert.All(results, result => Assert.True(result.Made));
        Assert.Equal(TokenAmount.Zero, await ledgers.Payments.WalletBalanceAsync(TestContext.Current.CancellationToken));
        Address payment = network.Book.AddressOf(ContractNames.SessionPayment);
        EthClient client = network.Anvil.Client;
        Assert.Equal(
            TokenAmount.FromCor(10).Wei,
            (UInt128)
                await client.QueryAsync(
                    payment,
                    new SessionPaymentContract.AccountBalanceCall(ledgers.Actor),
                    cancellationToken: TestContext.Current.CancellationToken
                )
        );
        Assert.True(
            (
                await client.QueryAsync(
                    network.Book.AddressOf(ContractNames.Token),
                    new CortensorTokenContract.AllowanceCall(ledgers.Actor, payment),
                    cancellationToken: TestContext.Current.CancellationToken
                )
            ).IsZero
        );
    }

    [Fact]
    public async Task A_refused_deposit_costs_nothing_not_even_an_approval()
    {
        await using DeployedNetwork network = await DeployedNetwork.StartAsync();
        using PrivateKey key = PrivateKey.Create();
        ChainLedgers ledgers = await network.OpenAsync(key, TokenAmount.OneCor);
        MoveResult refused = await ledgers.Payments.DepositAccountAsync(
            ledgers.Actor,
            TokenAmount.FromCor(2),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(new Refusal("ERC20InsufficientBalance", $"{ledgers.Actor} holds 1 COR, 2 COR are needed."), refused.Refusal);
        Assert.Equal(0UL, await network.Anvil.Client.GetNonceAsync(ledgers.Actor, BlockTag.Pending, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_two_moves_that_race_into_a_block_the_second_is_refused_with_the_contracts_reason()
    {
        await using DeployedNetwork network = await DeployedNetwork.StartAsync();
        using PrivateKey key = PrivateKey.Create();
        ChainLedgers ledgers = await network.OpenAsync(key, TokenAmount.OneCor);
        _ = await ledgers
            .Payments.DepositAccountAsync(ledgers.Actor, TokenAmount.OneCor, TestContext.Current.CancellationToken)
            .RequireAsync("deposit");
        MoveResult[] results = await Task.WhenAll(
            ledgers.Payments.WithdrawAccountAsync(TokenAmount.OneCor, TestContext.Current.CancellationToken),
            ledgers.Payments.WithdrawAccountAsync(TokenAmount.OneCor, TestContext.Current.CancellationToken)
        );
        MoveResult second = Assert.Single(results, result => !result.Made);
        Assert.Equal(new Refusal("PaymentInsufficientAccount", $"Account {ledgers.Actor} has 0 COR, 1 COR are needed."), second.Refusal);
    }
}
