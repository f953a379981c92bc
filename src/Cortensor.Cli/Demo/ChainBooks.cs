using System.Numerics;
using Cortensor.Api.Native;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Rpc;
using Cortensor.Devnet.State;
using Cortensor.Node;
using Cortensor.Primitives;

namespace Cortensor.Cli.Demo;

/// <summary>Reads money and gas straight from the chain, so that the demonstration need not believe its own router.</summary>
internal sealed class ChainBooks : IDisposable
{
    private readonly HttpClient _http;
    private readonly EthClient _client;
    private readonly DevnetDocument _network;
    private readonly Address _payment;
    private readonly Address _router;
    private readonly Address _treasury;

    private ChainBooks(HttpClient http, EthClient client, DevnetDocument network, Address router, Address treasury) =>
        (_http, _client, _network, _payment, _router, _treasury) = (
            http,
            client,
            network,
            network.Contracts["SessionPayment"],
            router,
            treasury
        );

    /// <summary>Finds the accounts that the session's money goes to.</summary>
    public static async Task<ChainBooks> OpenAsync(DevnetDocument network, TimeProvider time, CancellationToken cancellationToken)
    {
        HttpClient http = new();
        try
        {
            EthClient client = new(new HttpRpcTransport(http, new Uri(network.Chains.L3.Rpc), HttpRpcTransport.DefaultTimeout, time));
            Address router = await client.QueryAsync(
                network.Contracts["Session"],
                new SessionContract.RouterOfCall(network.SessionId),
                cancellationToken: cancellationToken
            );
            Address treasury = await client.QueryAsync(
                network.Contracts["SessionPayment"],
                new SessionPaymentContract.TreasuryCall(),
                cancellationToken: cancellationToken
            );
            return new ChainBooks(http, client, network, router, treasury);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Every balance at the newest block.</summary>
    public async Task<BooksReading> ReadAsync(CancellationToken cancellationToken)
    {
        BlockHeader head =
            await _client.GetHeaderAsync(BlockTag.Latest, cancellationToken)
            ?? throw new CodedException(ExitCodes.Chain, "The chain has no newest block.");
        BlockTag block = BlockTag.At(head.Number);
        SessionPaymentContract.SessionBalanceResult session = await _client.QueryAsync(
            _payment,
            new SessionPaymentContract.SessionBalanceCall(_network.SessionId),
            block,
            cancellationToken: cancellationToken
        );
        TokenAmount miners = TokenAmount.Zero;
        foreach (Address miner in _network.Miners)
        {
            miners += await AccountAsync(miner, block, cancellationToken);
        }

        return new BooksReading(
            Amount(session.Free + session.Reserved),
            miners,
            await AccountAsync(_router, block, cancellationToken),
            await AccountAsync(_treasury, block, cancellationToken)
        );
    }

    /// <summary>Gas of a task's transactions by kind of step, in the order of their first appearance.</summary>
    public async Task<IReadOnlyList<DemoGas>> GasAsync(IReadOnlyList<TaskStepView> steps, CancellationToken cancellationToken)
    {
        List<DemoGas> gas = [];
        foreach (IGrouping<string, TaskStepView> move in steps.DistinctBy(step => step.Transaction).GroupBy(step => step.Move))
        {
            ulong used = 0;
            foreach (TaskStepView step in move)
            {
                used += (await _client.GetReceiptAsync(step.Transaction, cancellationToken))?.GasUsed ?? 0;
            }

            gas.Add(new DemoGas(move.Key, move.Count(), used));
        }

        return gas;
    }

    public void Dispose() => _http.Dispose();

    private async Task<TokenAmount> AccountAsync(Address account, BlockTag block, CancellationToken cancellationToken) =>
        Amount(
            await _client.QueryAsync(
                _payment,
                new SessionPaymentContract.AccountBalanceCall(account),
                block,
                cancellationToken: cancellationToken
            )
        );

    private static TokenAmount Amount(BigInteger wei) => new((UInt128)wei);
}
