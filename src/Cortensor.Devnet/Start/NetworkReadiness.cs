using System.Net;
using System.Net.Http.Headers;
using Cortensor.Chain.Bindings;
using Cortensor.Chain.Contracts;
using Cortensor.Chain.Deployment;
using Cortensor.Chain.Rpc;
using Cortensor.Crypto;
using Cortensor.Devnet.Processes;
using Cortensor.Devnet.State;
using Cortensor.Node.Options;
using Cortensor.Primitives;

namespace Cortensor.Devnet.Start;

/// <summary>Waits until a prompt could be answered, and says how far it is.</summary>
internal sealed class NetworkReadiness(
    ReadyProbe probe,
    HttpClient http,
    EthClient client,
    IReadOnlyDictionary<NodePlan, ChildProcess> nodes,
    DevnetOptions options,
    DevnetSettings settings,
    IProgress<string> progress
)
{
    private readonly KeyValuePair<NodePlan, ChildProcess> _router = nodes.Single(node => node.Key.Role == NodeRoles.Router);

    /// <summary>Every node is ready, every miner is admitted to the pool.</summary>
    public async Task WaitForNodesAsync(AddressBook book, CancellationToken cancellationToken)
    {
        await Task.WhenAll(nodes.Select(node => probe.WaitAsync(node.Value, node.Key.Url, cancellationToken)));
        progress.Report("Every node is ready.");
        Hash32 model = Keccak256.HashText(options.Model);
        Address pool = book.AddressOf(ContractNames.NodePool);
        await Task.WhenAll(
            nodes
                .Where(node => node.Key.Role == NodeRoles.Miner)
                .Select(node =>
                    probe.WaitAsync(
                        node.Value,
                        "was not admitted to the pool",
                        token =>
                            client.QueryAsync(
                                pool,
                                new NodePoolContract.IsEligibleCall(node.Key.Address, model, false),
                                cancellationToken: token
                            ),
                        cancellationToken
                    )
                )
        );
        progress.Report($"{options.Miners} miners are in the pool.");
    }

    /// <summary>The router sees the session, and every miner is connected to it.</summary>
    public async Task WaitForSessionAsync(ulong session, CancellationToken cancellationToken)
    {
        await probe.WaitAsync(
            _router.Value,
            $"did not see session {session}",
            token => AnswersAsync($"/api/v1/sessions/{session}", _ => true, token),
            cancellationToken
        );
        await probe.WaitAsync(
            _router.Value,
            $"did not get {options.Miners} miners connected",
            token =>
                AnswersAsync(
                    "/api/v1/status",
                    body => body.Contains($"\"connected_miners\":{options.Miners}", StringComparison.Ordinal),
                    token
                ),
            cancellationToken
        );
    }

    private async Task<bool> AnswersAsync(string path, Func<string, bool> fits, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _router.Key.Url + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK && fits(await response.Content.ReadAsStringAsync(cancellationToken));
    }
}
