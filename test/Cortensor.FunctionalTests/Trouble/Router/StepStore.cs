using Cortensor.Primitives;
using Cortensor.Protocol.Storage;

namespace Cortensor.FunctionalTests.Trouble.Router;

/// <summary>The router's disk with the write at which it dies.</summary>
internal sealed class StepStore(IPayloadStore inner, RouterStep step) : IPayloadStore
{
    public async ValueTask<Hash32> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await step.PassAsync("put", () => inner.PutAsync(bytes, cancellationToken).AsTask(), cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Hash32 digest, CancellationToken cancellationToken) =>
        inner.GetAsync(digest, cancellationToken);
}
