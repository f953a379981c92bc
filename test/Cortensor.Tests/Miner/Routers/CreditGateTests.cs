using Cortensor.Miner.Routers;

namespace Cortensor.Tests.Miner.Routers;

public sealed class CreditGateTests
{
    [Fact]
    public async Task Credits_are_bounded_however_many_are_granted()
    {
        using CreditGate gate = new(0);
        gate.Grant(int.MaxValue);
        gate.Grant(int.MaxValue);
        gate.Grant(-5);
        for (int credit = 0; credit < 3; credit++)
        {
            await gate.TakeAsync(default);
        }
    }
}
