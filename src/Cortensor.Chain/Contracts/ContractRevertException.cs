using System.Diagnostics.CodeAnalysis;
using Cortensor.Chain.Encoding;
using Cortensor.Primitives;

namespace Cortensor.Chain.Contracts;

/// <summary>A contract refused. The revert data names the custom error and carries its values.</summary>
public sealed class ContractRevertException(
    Address? contract,
    ReadOnlyMemory<byte> revertData,
    Hash32? transaction = null,
    Exception? inner = null
) : Exception($"{contract?.ToString() ?? "A deployment"} reverted: {RevertText.Describe(revertData.Span)}", inner)
{
    /// <summary>The contract that was called; null for a deployment.</summary>
    public Address? Contract { get; } = contract;

    /// <summary>The revert data; empty when the contract gave none.</summary>
    public ReadOnlyMemory<byte> RevertData { get; } = revertData;

    /// <summary>The transaction that failed in a block; null when the refusal came before one was sent.</summary>
    public Hash32? Transaction { get; } = transaction;

    /// <summary>The error's selector; null when there is no revert data.</summary>
    public Selector? Selector { get; } = Encoding.Selector.TryRead(revertData.Span, out Selector selector) ? selector : null;

    /// <summary>The values of the error when it is a <typeparamref name="TError"/>.</summary>
    public bool Is<TError>([NotNullWhen(true)] out TError? error)
        where TError : class, IContractError<TError>
    {
        bool matches = Selector == TError.Selector;
        error = matches ? TError.Decode(RevertData.Span) : null;
        return matches;
    }
}
