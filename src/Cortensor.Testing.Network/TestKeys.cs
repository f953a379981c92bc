using Cortensor.Crypto;

namespace Cortensor.Testing.Network;

/// <summary>Keys by name, the same in every run. Worth nothing outside a chain in memory.</summary>
internal static class TestKeys
{
    public static PrivateKey Of(string name) => PrivateKey.FromBytes(Keccak256.HashText("cortensor test network " + name).ToArray());
}
