using Cortensor.Miner.Routers;

namespace Cortensor.Tests.Miner.Routers;

public sealed class CreditGateTests
{
    [Fact]
    public async Task As_many_as_there_are_and_no_more_than_asked_for_are_taken()
    {
        using CreditGate gate = new(5);
        Assert.Equal(3, await gate.TakeAsync(3, default));
        Assert.Equal(2, await gate.TakeAsync(3, default));
        ValueTask<int> waiting = gate.TakeAsync(3, default);
        Assert.False(waiting.IsCompleted);
        gate.Grant(1);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Credits_are_bounded_however_many_are_granted()
    {
        using CreditGate gate = new(0);
        gate.Grant(int.MaxValue);
        gate.Grant(int.MaxValue);
        gate.Grant(-5);
        Assert.Equal(CreditGate.Most, await gate.TakeAsync(int.MaxValue, default));
    }
}
