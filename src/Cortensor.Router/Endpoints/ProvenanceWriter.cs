using Cortensor.Api.OpenAi;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Storage;
using Cortensor.Router.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cortensor.Router.Endpoints;

/// <summary>
/// Where an answer comes from: headers say what is known at the start, the <c>cortensor</c> object what is known at the end.
/// </summary>
internal sealed class ProvenanceWriter(INetworkView view, IOptions<RouterOptions> options)
{
    public void SetHeaders(HttpResponse response, TaskRun run)
    {
        response.Headers["x-cortensor-session"] = run.Plan.Key.Session.ToString();
        response.Headers["x-cortensor-task"] = run.Plan.Key.Task.ToString();
        response.Headers["x-cortensor-miners"] = string.Join(", ", Miners(run, run.Elected));
        response.Headers["x-cortensor-request-cid"] = RawCid.Format(run.Plan.RequestDigest);
    }

    public Provenance Of(TaskRun run, Address streamer, Hash32 resultDigest) =>
        new(
            run.Plan.Key.Session,
            run.Plan.Key.Task,
            Miners(run, streamer),
            Verdicts.Of(view.Current, run.Plan.Key),
            run.Plan.Ceiling,
            RawCid.Format(run.Plan.RequestDigest),
            RawCid.Format(resultDigest),
            TaskUrls.Of(options.Value, run.Plan.Key)
        );

    private static IReadOnlyList<Address> Miners(TaskRun run, Address streamer) =>
        [streamer, .. run.Plan.Assigned.Where(miner => miner != streamer)];
}
