using Cortensor.Router.Streaming;

namespace Cortensor.Tests.Router.Streaming;

public sealed class CreditWindowTests
{
    [Fact]
    public void What_is_read_is_granted_in_steps_of_half_a_window()
    {
        CreditWindow window = new(8);
        window.Open();
        Assert.Equal([0, 0, 0, 4, 0], Enumerable.Range(0, 5).Select(_ => window.Read(1)));
        Assert.Equal((1, 0), (window.TakeRead(), window.TakeRead()));
        Assert.Equal(6, window.Read(6));
    }

    [Fact]
    public void A_window_that_nobody_reads_is_short_once_half_of_it_is_spent()
    {
        CreditWindow window = new(8);
        window.Open();
        window.Spend(3);
        Assert.Equal((5, 0), (window.Left, window.Shortfall));
        window.Spend(1);
        Assert.Equal((4, 4), (window.Left, window.Shortfall));
        window.Add(4);
        Assert.Equal((8, 0), (window.Left, window.Shortfall));
    }
}
