using System.Collections.Frozen;
using Cortensor.Chain.Encoding;
using Cortensor.Protocol.Ledger;

namespace Cortensor.Chain.Ledgers.Errors;

/// <summary>Custom errors by selector.</summary>
internal sealed class RefusalTable(IEnumerable<KnownError> errors)
{
    // Modules share a few errors of their base contracts: the first entry serves all.
    private readonly FrozenDictionary<Selector, KnownError> _errors = errors
        .DistinctBy(error => error.Selector)
        .ToFrozenDictionary(error => error.Selector);

    public bool Knows(Selector selector) => _errors.ContainsKey(selector);

    public Refusal? Read(ReadOnlyMemory<byte> revertData)
    {
        if (!Selector.TryRead(revertData.Span, out Selector selector) || !_errors.TryGetValue(selector, out KnownError? error))
        {
            return null;
        }

        try
        {
            return error.Read(revertData);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
