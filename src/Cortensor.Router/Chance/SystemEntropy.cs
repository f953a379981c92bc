using System.Security.Cryptography;

namespace Cortensor.Router.Chance;

/// <summary>The operating system's generator.</summary>
internal sealed class SystemEntropy : IEntropy
{
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
