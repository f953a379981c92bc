using System.Collections.Immutable;
using Cortensor.Chain.Transactions;

namespace Cortensor.Chain.Sending;

/// <summary>
/// A transaction whose end is not known yet: one nonce, one effect, and the versions of it that differ in their fees only. At most one of
/// them can be mined.
/// </summary>
internal sealed class OpenTransaction(SignedTransaction first, long now)
{
    private ImmutableArray<SignedTransaction> _versions = [first];
    private long _takenAt;
    private int _waiting;

    public ulong Nonce { get; } = first.Transaction.Nonce;

    public ImmutableArray<SignedTransaction> Versions => _versions;

    public SignedTransaction Latest => _versions[^1];

    /// <summary>When the latest version was signed, as a timestamp of the clock.</summary>
    public long PricedAt { get; set; } = now;

    /// <summary>Whether a higher fee would have been more than allowed.</summary>
    public bool IsAtFeeCap { get; set; }

    /// <summary>Checks in a row that found the nonce used and no receipt.</summary>
    public int TimesDisplaced { get; set; }

    /// <summary>Whether somebody waits for its end.</summary>
    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    /// <summary>When a node last took it, as a timestamp of the clock; 0 while none has.</summary>
    public long TakenAt
    {
        get => Volatile.Read(ref _takenAt);
        set => Volatile.Write(ref _takenAt, value);
    }

    public void Add(SignedTransaction dearer) => _versions = _versions.Add(dearer);

    public void Remove(SignedTransaction refused) => _versions = _versions.Remove(refused);

    public void BeginWait() => _ = Interlocked.Increment(ref _waiting);

    public void EndWait() => _ = Interlocked.Decrement(ref _waiting);
}
