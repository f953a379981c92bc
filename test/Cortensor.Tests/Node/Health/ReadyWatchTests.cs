using Cortensor.Api.Native;
using Cortensor.Node.Health;
using Cortensor.Testing.Time;
using Microsoft.Extensions.Logging;

namespace Cortensor.Tests.Node.Health;

public sealed class ReadyWatchTests : ILogger<ReadyWatch>
{
    private readonly List<string> _lines = [];

    [Fact]
    public void Each_change_is_told_once()
    {
        using ReadyWatch watch = new(new ReadyBoard([], new FakeClock()), new FakeClock(), this);
        HealthCause gas = new("gas", "gas_low", "empty");
        HealthCause chain = new("chain", "chain_unavailable", null);
        watch.Tell(View(gas));
        watch.Tell(View(gas));
        watch.Tell(View(gas, chain));
        watch.Tell(View(chain with { Code = "chain_lagging" }));
        watch.Tell(View());
        watch.Tell(View());
        Assert.Equal(
            [
                "Warning Not ready: gas found gas_low. empty",
                "Warning Not ready: chain found chain_unavailable. ",
                "Warning Not ready: chain found chain_lagging. ",
                "Information gas is well again",
                "Information chain is well again",
            ],
            _lines
        );
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Add($"{logLevel} {formatter(state, exception)}");

    private static HealthView View(params HealthCause[] causes) => new("unavailable", new Dictionary<string, string>(), causes);
}
