namespace Cortensor.Chain.Contracts;

/// <summary>A call whose function returns something.</summary>
/// <typeparam name="TResult">What it returns.</typeparam>
public interface IContractQuery<out TResult> : IContractCall
{
    /// <summary>Reads the return data.</summary>
    /// <exception cref="FormatException">The bytes are no encoding of the return types.</exception>
    TResult DecodeResult(ReadOnlySpan<byte> data);
}
