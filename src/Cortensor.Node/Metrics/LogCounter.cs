using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Cortensor.Node.Metrics;

/// <summary>Counts what the log says at Warning and above, by event: an alarm can look at the metric instead of reading logs.</summary>
internal sealed class LogCounter : ILoggerProvider
{
    private readonly Counter<long> _events;

    public LogCounter(IMeterFactory meters) =>
        _events = meters
            .Create(NodeInstruments.MeterName)
            .CreateCounter<long>("cortensor.node.log.events", "{event}", "Log lines of severity Warning and above, by event id and level.");

    public ILogger CreateLogger(string categoryName) =>
        new Category(_events, categoryName.StartsWith("Cortensor", StringComparison.Ordinal));

    public void Dispose()
    {
        // The meter belongs to its factory.
    }

    private sealed class Category(Counter<long> events, bool isOurs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            // Libraries number their events as they like: one tag value for all of them.
            if (IsEnabled(logLevel))
            {
                events.Add(
                    1,
                    new KeyValuePair<string, object?>("event", isOurs ? eventId.Id.ToString(CultureInfo.InvariantCulture) : "library"),
                    new KeyValuePair<string, object?>("level", logLevel.ToString())
                );
            }
        }
    }
}
