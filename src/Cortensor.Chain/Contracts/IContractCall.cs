namespace Cortensor.Chain.Contracts;

/// <summary>A call of a contract function with its arguments.</summary>
public interface IContractCall
{
    /// <summary>Selector and ABI-encoded arguments.</summary>
    byte[] Encode();
}
