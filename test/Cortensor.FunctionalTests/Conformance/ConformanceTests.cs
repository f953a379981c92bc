using Cortensor.Protocol.Queue;
using Cortensor.Testing;
using Cortensor.Testing.Conformance;

namespace Cortensor.FunctionalTests.Conformance;

/// <summary>
/// The contracts on a development chain and the rules in C# are one machine: the same moves give the same refusals and the same state.
/// </summary>
/// <remarks>The usual seeds reach every kind of move; others need not.</remarks>
public sealed class ConformanceTests
{
    private const int LargestBatch = 8;
    private const int QueueSeed = 20_260;
    private const int MoneySeed = 7;

    public static TheoryData<int> QueueSeeds => [.. TestSeed.From(QueueSeed)];

    public static TheoryData<int> MoneySeeds => [.. TestSeed.From(MoneySeed)];

    [Theory]
    [MemberData(nameof(QueueSeeds))]
    public async Task Ten_thousand_queue_moves_agree(int seed)
    {
        ConformanceReport report = await RunAsync(new ConformanceOptions(seed, 10_000, MoveMix.Queue, LargestBatch));

        Assert.Equal(
            [TaskState.Queued, TaskState.Acked, TaskState.Precommitted, TaskState.Committed, TaskState.Completed, TaskState.Failed],
            report.States.Keys
        );
        Assert.Equal(Enum.GetValues<FailReason>(), report.Failures.Keys);
        Assert.Empty(seed == QueueSeed ? QueueMoves.Except(report.Made.Keys) : []);
    }

    [Theory]
    [MemberData(nameof(MoneySeeds))]
    public async Task A_thousand_session_and_payment_moves_agree(int seed)
    {
        ConformanceReport report = await RunAsync(new ConformanceOptions(seed, 1_000, MoveMix.Money, LargestBatch));

        Assert.Empty(seed == MoneySeed ? MoneyMoves.Except(report.Made.Keys) : []);
    }

    private static string[] QueueMoves =>
        ["PostRouterChain", "Submit", "Assign", "Reassign", "Ack", "Decline", "Precommit", "Commit", "Deliver", "Complete", "Fail"];

    private static string[] MoneyMoves =>
        [
            "CreateSession",
            "Fill",
            "ListNode",
            "SetRouter",
            "SetAllowance",
            "End",
            "Deposit",
            "Withdraw",
            "PlanWithdraw",
            "DepositAccount",
            "WithdrawAccount",
            "Register",
            "SetNodeState",
            "SetNodeLevel",
        ];

    private static async Task<ConformanceReport> RunAsync(ConformanceOptions options)
    {
        ConformanceReport report = await QueueConformanceKit.RunAsync(
            static async _ => new ConformanceLedgers(new MemoryLedgerUnderTest(), await ChainLedgerUnderTest.OpenAsync()),
            options,
            TestContext.Current.CancellationToken
        );
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        return report;
    }
}
