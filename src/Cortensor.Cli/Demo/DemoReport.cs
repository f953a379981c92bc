using Cortensor.Primitives;

namespace Cortensor.Cli.Demo;

/// <summary>Output of <c>cortensor demo --json</c>; the table shows the same. Amounts are wei as decimal strings.</summary>
internal sealed record DemoReport(
    bool Ok,
    string Model,
    string Engine,
    string Prompt,
    string Answer,
    string FinishReason,
    ulong Session,
    ulong Task,
    string State,
    string Verdict,
    string RequestCid,
    string? ResultCid,
    IReadOnlyList<DemoMiner> Miners,
    IReadOnlyList<DemoGas> Gas,
    DemoMoney Money,
    DemoTimes Times,
    DemoNetwork? Network
);

/// <summary>One miner's part.</summary>
internal sealed record DemoMiner(
    Address Address,
    Hash32? PrecommitTransaction,
    Hash32? CommitTransaction,
    double? Distance,
    string Verdict,
    TokenAmount Paid
);

/// <summary>One kind of step: how often it was made and what it used together.</summary>
internal sealed record DemoGas(string Move, int Count, ulong Gas);

/// <summary>The task's money, read from the chain before and after.</summary>
/// <param name="Ceiling">Reserved at submit.</param>
/// <param name="Charged">What the router says was charged.</param>
/// <param name="SessionBefore">Session's free and reserved balance before.</param>
/// <param name="SessionAfter">The same after.</param>
/// <param name="Miners">What the miners' accounts gained together.</param>
/// <param name="Router">What the router's account gained.</param>
/// <param name="Treasury">What the treasury's account gained.</param>
internal sealed record DemoMoney(
    TokenAmount Ceiling,
    TokenAmount Charged,
    TokenAmount SessionBefore,
    TokenAmount SessionAfter,
    TokenAmount Miners,
    TokenAmount Router,
    TokenAmount Treasury
)
{
    /// <summary>Whether what left the session is what was charged, and what was charged is what others got, to the wei.</summary>
    public bool AddsUp =>
        SessionBefore.Wei == SessionAfter.Wei + Charged.Wei
        && Miners.Wei + Router.Wei + Treasury.Wei == Charged.Wei
        && Charged > TokenAmount.Zero;
}

/// <summary>In milliseconds.</summary>
/// <param name="NetworkUp">From start until the network could answer.</param>
/// <param name="FirstToken">From the request to the first text.</param>
/// <param name="Answer">From the request to the end of the text.</param>
/// <param name="Completed">From the request to the task's end on chain.</param>
/// <param name="Total">All of it.</param>
internal sealed record DemoTimes(long NetworkUp, long FirstToken, long Answer, long Completed, long Total);

/// <summary>Where the network is, when it was kept.</summary>
internal sealed record DemoNetwork(string Url, string ApiKey, string DataDir);
