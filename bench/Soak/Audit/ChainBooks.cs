using System.Numerics;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Primitives;

namespace Cortensor.Bench.Soak.Audit;

/// <summary>Everything the chain says, read from the chain itself: events up to a block, and balances at that block.</summary>
internal sealed class ChainBooks(EthClient client, AddressBook book)
{
    private const ulong Range = 2_000;

    private readonly Address _payment = book.AddressOf(ContractNames.SessionPayment);
    private readonly Address _queue = book.AddressOf(ContractNames.SessionQueue);

    public async Task<ulong> HeadAsync(CancellationToken cancellationToken) =>
        (
            await client.GetHeaderAsync(BlockTag.Latest, cancellationToken)
            ?? throw new InvalidOperationException("The chain has no newest block.")
        ).Number;

    public async Task<ChainStory> ReadAsync(ulong head, CancellationToken cancellationToken)
    {
        ChainStory story = new();
        for (ulong from = book.StartBlock; from <= head; from += Range)
        {
            foreach (
                LogEntry log in await client.GetLogsAsync([_payment, _queue], from, Math.Min(from + Range - 1, head), cancellationToken)
            )
            {
                story.Take(log);
            }
        }

        return story;
    }

    public async Task<BigInteger> AccountAsync(Address account, ulong block, CancellationToken cancellationToken) =>
        await client.QueryAsync(
            _payment,
            new SessionPaymentContract.AccountBalanceCall(account),
            BlockTag.At(block),
            cancellationToken: cancellationToken
        );

    public async Task<(BigInteger Free, BigInteger Reserved)> SessionAsync(ulong session, ulong block, CancellationToken cancellationToken)
    {
        SessionPaymentContract.SessionBalanceResult balance = await client.QueryAsync(
            _payment,
            new SessionPaymentContract.SessionBalanceCall(session),
            BlockTag.At(block),
            cancellationToken: cancellationToken
        );
        return (balance.Free, balance.Reserved);
    }

    public async Task<Address> TreasuryAsync(CancellationToken cancellationToken) =>
        await client.QueryAsync(_payment, new SessionPaymentContract.TreasuryCall(), cancellationToken: cancellationToken);

    /// <summary>COR that the payment contract holds.</summary>
    public async Task<BigInteger> HeldAsync(ulong block, CancellationToken cancellationToken) =>
        await client.QueryAsync(
            book.AddressOf(ContractNames.Token),
            new CortensorTokenContract.BalanceOfCall(_payment),
            BlockTag.At(block),
            cancellationToken: cancellationToken
        );
}
