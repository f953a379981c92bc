using Cortensor.Api.Frames;
using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;

namespace Cortensor.Router.Streaming;

/// <summary>Whether a <c>done</c> binds its miner to what it streamed.</summary>
internal static class DoneCheck
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? FaultOf(TypedDataDomain domain, TaskKey task, Address miner, DoneFrame done, int streamed)
    {
        bool signed =
            Signature.TryParse(done.Signature, null, out Signature signature)
            && PublicKey.TryRecover(DoneTypedData.Digest(domain, task, done.ResultDigest), signature, out PublicKey? key)
            && key.Address == miner;
        return !signed ? "its done is not signed by it"
            : done.OutputTokens != streamed ? $"it counts {done.OutputTokens} tokens and streamed {streamed}"
            : done.PromptTokens < 0 || done.Finish is not ("stop" or "length") ? "its done is out of range"
            : null;
    }
}
