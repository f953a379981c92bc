namespace Cortensor.FunctionalTests.Trouble.Chain;

/// <summary>A request that arrived at a <see cref="FaultProxy"/>.</summary>
/// <param name="Methods">What it asks for; several when it is a batch.</param>
/// <param name="Number">The how manyeth request it is, from 1.</param>
internal sealed record ProxyExchange(IReadOnlyList<string> Methods, int Number)
{
    public bool Sends => Methods.Contains("eth_sendRawTransaction");
}
