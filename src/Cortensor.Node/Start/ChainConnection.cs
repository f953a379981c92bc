using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Node.Options;
using Cortensor.Primitives;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Start;

/// <summary>The chain a node works on, checked before anything trusts it.</summary>
/// <param name="Client">Talks to it.</param>
/// <param name="Pool">The endpoints behind the client, and how they do.</param>
/// <param name="Endpoints">Where it is.</param>
/// <param name="Book">The contracts.</param>
internal sealed record ChainConnection(EthClient Client, RpcPool Pool, IReadOnlyList<Uri> Endpoints, AddressBook Book)
{
    /// <summary>Contracts without which no role works.</summary>
    private static readonly string[] Needed =
    [
        "CortensorToken",
        "Iam",
        "NetworkData",
        "NodePool",
        "Session",
        "SessionPayment",
        "SessionQueue",
    ];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public Address Queue => Book.AddressOf("SessionQueue");

    /// <summary>The endpoints as they may be shown: a path may hold a provider's key.</summary>
    private string Places => string.Join(", ", Pool.Health.Select(static endpoint => endpoint.Endpoint));

    /// <summary>Waits for the deployment file and the chain, then checks that they belong together.</summary>
    /// <exception cref="CodedException">They did not appear in time, or do not fit.</exception>
    public static async Task<ChainConnection> OpenAsync(
        ChainOptions options,
        TimeSpan timeout,
        HttpClient http,
        TimeProvider time,
        Random chance,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        ILogger logger = loggers.CreateLogger("Cortensor.Node");
        using CancellationTokenSource deadline = new(timeout, time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        string waitingFor = $"the deployment file {options.Deployment}";
        try
        {
            Log.Waiting(logger, waitingFor);
            while (!File.Exists(options.Deployment))
            {
                await Task.Delay(Pause, time, stop.Token);
            }

            AddressBook book = await AddressBook.LoadAsync(options.Deployment, stop.Token);
            RpcPool pool = new(
                http,
                options.Endpoints,
                new RpcPoolOptions { ChainId = book.ChainId },
                time,
                chance,
                loggers.CreateLogger<RpcPool>()
            );
            EthClient client = new(pool);
            ChainConnection chain = new(client, pool, options.Endpoints, book);
            waitingFor = $"the chain at {chain.Places}";
            Log.Waiting(logger, waitingFor);
            await chain.PersistAsync(chain.RequireFitAsync, time, stop.Token);
            return chain;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CodedException(ExitCodes.Chain, $"Waited {timeout.TotalSeconds:0} s for {waitingFor}.");
        }
        catch (Exception e) when (e is InvalidDataException or JsonRpcException)
        {
            throw new CodedException(ExitCodes.Chain, e.Message, inner: e);
        }
    }

    /// <summary>Asks the chain until it has answered to the end: it may go away again between two questions.</summary>
    /// <exception cref="CodedException">Every endpoint serves another chain.</exception>
    public async Task PersistAsync(Func<CancellationToken, Task> ask, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ask(cancellationToken);
                return;
            }
            catch (RpcUnreachableException)
            {
                if (Pool.Health.All(static endpoint => endpoint.Fault == RpcFault.WrongChain))
                {
                    throw new CodedException(
                        ExitCodes.Chain,
                        $"The chain at {Places} has another id than {Book.ChainId}, the one that the deployment file is for.",
                        "wrong_chain_id"
                    );
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task RequireFitAsync(CancellationToken cancellationToken)
    {
        _ = await Client.GetChainIdAsync(cancellationToken); // the pool answers for the right chain only
        List<string> faults =
        [
            .. Needed.Where(name => !Book.Contracts.ContainsKey(name)).Select(name => $"{name} is not in the deployment file"),
        ];
        // Asked together: one round trip, or few, to an endpoint that may be far away.
        byte[][] codes = await Task.WhenAll(
            Book.Contracts.Values.Select(contract => Client.GetCodeAsync(contract.Address, BlockTag.Latest, cancellationToken))
        );
        faults.AddRange(
            Book.Contracts.Zip(codes)
                .Where(found => found.Second.Length == 0)
                .Select(found => $"{found.First.Key} has no code at {found.First.Value.Address}")
        );

        if (faults.Count > 0)
        {
            throw new CodedException(ExitCodes.Chain, $"The deployment does not fit the chain: {string.Join("; ", faults)}.");
        }
    }
}
