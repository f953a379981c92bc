using System.Globalization;
using Cortensor.Protocol.Queue;
using Cortensor.Testing.Conformance;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>The contracts on a development chain and the rules in C# are one machine: the same moves give the same refusals and the same state.</summary>
/// <remarks>
/// The seeds are fixed, and reach every kind of move; the environment variable CORTENSOR_CONFORMANCE_SEED tries another, or repeats the one that a
/// failure names.
/// </remarks>
public sealed class ConformanceTests
{
    private const int LargestBatch = 8;

    [Fact]
    public async Task Ten_thousand_queue_moves_agree()
    {
        ConformanceReport report = await RunAsync(new ConformanceOptions(SeedOr(20_260), 10_000, MoveMix.Queue, LargestBatch));

        Assert.Equal(
            [TaskState.Queued, TaskState.Acked, TaskState.Precommitted, TaskState.Committed, TaskState.Completed, TaskState.Failed],
            report.States.Keys);
        Assert.Equal(Enum.GetValues<FailReason>(), report.Failures.Keys);
        Assert.Empty(OtherSeed is null ? QueueMoves.Except(report.Made.Keys) : []);
    }

    [Fact]
    public async Task A_thousand_session_and_payment_moves_agree()
    {
        ConformanceReport report = await RunAsync(new ConformanceOptions(SeedOr(7), 1_000, MoveMix.Money, LargestBatch));

        Assert.Empty(OtherSeed is null ? MoneyMoves.Except(report.Made.Keys) : []);
    }

    private static string? OtherSeed => Environment.GetEnvironmentVariable("CORTENSOR_CONFORMANCE_SEED") is { Length: > 0 } seed ? seed : null;

    private static string[] QueueMoves =>
        ["PostRouterChain", "Submit", "Assign", "Reassign", "Ack", "Decline", "Precommit", "Commit", "Deliver", "Complete", "Fail"];

    private static string[] MoneyMoves =>
    [
        "CreateSession", "Fill", "ListNode", "SetRouter", "SetAllowance", "End", "Deposit", "Withdraw", "PlanWithdraw", "DepositAccount",
        "WithdrawAccount", "Register", "SetNodeState", "SetNodeLevel",
    ];

    private static int SeedOr(int usual) => OtherSeed is null ? usual : int.Parse(OtherSeed, CultureInfo.InvariantCulture);

    private static async Task<ConformanceReport> RunAsync(ConformanceOptions options)
    {
        ConformanceReport report = await QueueConformanceKit.RunAsync(
            static async _ => new ConformanceLedgers(new MemoryLedgerUnderTest(), await ChainLedgerUnderTest.OpenAsync()),
            options,
            TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        return report;
    }
}
