using System.Globalization;
using System.Text.RegularExpressions;
using Cortensor.Protocol.Queue;
using Cortensor.Testing;
using Cortensor.Testing.Conformance;
using Cortensor.Testing.Ledger;

namespace Cortensor.Tests.Testing.Conformance;

/// <summary>
/// The kit against the memory chain itself: that it passes, that its moves reach every corner, and that it finds a ledger that differs.
/// </summary>
public sealed class QueueConformanceKitTests
{
    private const int Moves = 6_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Random_moves_reach_every_state_and_most_refusals(int seed)
    {
        ConformanceReport report = await RunAsync(seed, MoveMix.Queue, new MemoryChainOptions());

        Assert.Equal(
            [TaskState.Queued, TaskState.Acked, TaskState.Precommitted, TaskState.Committed, TaskState.Completed, TaskState.Failed],
            report.States.Keys
        );
        Assert.Equal(Enum.GetValues<FailReason>(), report.Failures.Keys);
        string[] expected =
        [
            "PaymentAmountZero",
            "PaymentInsufficientBalance",
            "SessionAuthorityExpired",
            "SessionAuthorityInvalid",
            "SessionAuthorityUsed",
            "SessionNotARouter",
            "TaskAcceptedSetInvalid",
            "TaskCallerNotAllowed",
            "TaskCommitmentEmpty",
            "TaskCommitmentMismatch",
            "TaskCommitsClosed",
            "TaskDeadlinePassed",
            "TaskIdTaken",
            "TaskMaxTokensOutOfRange",
            "TaskNodeCountOutOfRange",
            "TaskNeedsPrecommit",
            "TaskNodeNotEligible",
            "TaskNotFound",
            "TaskPrecommitsFrozen",
            "TaskRoundsExhausted",
            "TaskRouterRevealMismatch",
            "TaskSeedUnknown",
            "TaskSlotAlreadyMoved",
            "TaskSlotNotYours",
            "TaskTooEarly",
            "TaskUnexpectedState",
        ];
        Assert.Empty(expected.Except(report.Refused.Keys));
    }

    [Fact]
    public async Task Random_moves_of_money_reach_its_refusals()
    {
        ConformanceReport report = await RunAsync(3, MoveMix.Money, new MemoryChainOptions());

        string[] expected =
        [
            "ERC20InsufficientBalance",
            "PaymentCallerNotOwner",
            "PaymentInsufficientAccount",
            "PaymentWithdrawNeedsRequest",
            "PaymentWithdrawNotRequested",
            "PaymentWithdrawTooEarly",
            "PoolCallerNotOracle",
            "PoolLevelOutOfRange",
            "PoolOfferInvalid",
            "PoolTransitionNotAllowed",
            "SessionCallerNotOwner",
            "SessionConfigInvalid",
            "SessionConfigReserved",
            "SessionNodeAlreadyListed",
            "SessionNodeNotEligible",
            "SessionNotExpiredYet",
            "SessionNotFound",
            "SessionUnexpectedState",
            "SessionWithdrawing",
            "TaskPriceAboveMaximum",
        ];
        Assert.Empty(expected.Except(report.Refused.Keys));
    }

    [Fact]
    public async Task A_ledger_with_one_second_more_grace_is_found()
    {
        MemoryChainOptions other = new() { Parameters = QueueParameters.Default with { Grace = 6 } };

        KitFailure failure = await Assert.ThrowsAsync<KitFailure>(() => RunAsync(1, MoveMix.Queue, other));

        Assert.Contains("Seed 1", failure.Message, StringComparison.Ordinal);
        Match shortest = Regex.Match(failure.Message, @"shortest history found, (\d+) moves");
        Assert.InRange(int.Parse(shortest.Groups[1].Value, CultureInfo.InvariantCulture), 2, 40);
        TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
    }

    [Fact]
    public async Task A_ledger_whose_signatures_bind_to_another_contract_agrees()
    {
        MemoryChainOptions other = new()
        {
            ChainId = 7,
            Queue = new MemoryChainOptions().Session,
            Session = new MemoryChainOptions().Queue,
        };

        ConformanceReport report = await RunAsync(4, MoveMix.Queue, other, moves: 500);

        Assert.True(report.Made["Commit"] > 0);
    }

    private static async Task<ConformanceReport> RunAsync(int seed, MoveMix mix, MemoryChainOptions subject, int moves = Moves)
    {
        ConformanceReport report = await QueueConformanceKit.RunAsync(
            _ => Task.FromResult(new ConformanceLedgers(new MemoryLedgerUnderTest(), new MemoryLedgerUnderTest(subject))),
            new ConformanceOptions(seed, moves, mix),
            TestContext.Current.CancellationToken
        );
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        return report;
    }
}
