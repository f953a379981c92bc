using Cortensor.Chain.Contracts;

namespace Cortensor.Chain.Sending;

/// <summary>One call's way through a <see cref="TransactionPipeline"/>, which guards it with its lock.</summary>
internal sealed class PipelineEntry(int kind)
{
    private TaskCompletionSource<ulong?> _turn = NewTurn();

    /// <summary>Transactions of one kind need about the same gas.</summary>
    public int Kind { get; } = kind;

    /// <summary>Its turn has not come, or comes again.</summary>
    public bool IsWaiting { get; private set; } = true;

    /// <summary>A node has it.</summary>
    public bool IsSent { get; private set; }

    /// <summary>It was sent on top of something that did not come about: what is sent behind it would revert with it.</summary>
    public bool IsDoomed { get; private set; }

    /// <summary>It goes when nothing is before it and not sooner: it went ahead in vain, or what it builds on was never sent.</summary>
    public bool MustLead { get; private set; }

    /// <summary>
    /// Done when its turn comes: the gas limit for going ahead of the answer to those before it, or null when nothing is before it.
    /// </summary>
    public Task<ulong?> Turn => _turn.Task;

    /// <summary>Its turn has come.</summary>
    public void Go(ulong? gasLimit)
    {
        IsWaiting = false;
        _turn.SetResult(gasLimit);
    }

    /// <summary>A node took it.</summary>
    public void HandedOver() => IsSent = true;

    /// <summary>Something before it did not come about.</summary>
    public void Doom() => IsDoomed = !IsWaiting;

    /// <summary>What it builds on will not be sent.</summary>
    public void WaitToLead() => MustLead = true;

    /// <summary>
    /// It goes again, and cannot count as it was: it is in no node, or in a block as a <see cref="ContractRevertException"/>.
    /// </summary>
    public void Return()
    {
        (IsWaiting, IsSent, IsDoomed, MustLead) = (true, false, false, true);
        _turn = NewTurn();
    }

    private static TaskCompletionSource<ulong?> NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
