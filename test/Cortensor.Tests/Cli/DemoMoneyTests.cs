using Cortensor.Cli.Demo;
using Cortensor.Primitives;

namespace Cortensor.Tests.Cli;

public sealed class DemoMoneyTests
{
    private static readonly BooksReading Before = new(Wei(1_000), Wei(50), Wei(7), Wei(3));

    [Fact]
    public void It_adds_up_when_every_wei_went_somewhere() =>
        Assert.True(Before.MoneyUntil(new BooksReading(Wei(900), Wei(140), Wei(12), Wei(8)), Wei(200), Wei(100)).AddsUp);

    [Theory]
    [InlineData(901, 140, 12, 8, 100)] // the session kept one
    [InlineData(900, 139, 12, 8, 100)] // one is lost on the way
    [InlineData(900, 140, 12, 8, 99)] // the router says something else
    [InlineData(1_000, 50, 7, 3, 0)] // nothing was paid for
    [InlineData(900, 49, 7, 3, 100)] // miners lost money
    public void It_does_not_add_up_otherwise(int session, int miners, int router, int treasury, int charged) =>
        Assert.False(
            Before.MoneyUntil(new BooksReading(Wei(session), Wei(miners), Wei(router), Wei(treasury)), Wei(200), Wei(charged)).AddsUp
        );

    private static TokenAmount Wei(int wei) => new((UInt128)wei);
}
