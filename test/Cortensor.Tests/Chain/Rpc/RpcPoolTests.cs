using System.Text.Json;
using Cortensor.Chain.Rpc;
using Cortensor.Primitives;
using Cortensor.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cortensor.Tests.Chain.Rpc;

public sealed class RpcPoolTests
{
    private const string Header =
        """{"number":"0x7","hash":"0x1111111111111111111111111111111111111111111111111111111111111111","parentHash":"0x2222222222222222222222222222222222222222222222222222222222222222","timestamp":"0x5"}""";

    private readonly FakeClock _clock = new();

    [Fact]
    public async Task The_operators_first_endpoint_serves_while_it_is_well()
    {
        (ScriptedTransport first, ScriptedTransport second) = (Well("0x1"), Well("0x2"));
        Assert.Equal(1, await BalanceAsync(PoolOf(first, second)));
        Assert.Equal((1, 0), (first.Calls, second.Calls));
    }

    [Theory]
    [InlineData(RpcFault.Unreachable)]
    [InlineData(RpcFault.Timeout)]
    [InlineData(RpcFault.RateLimited)]
    [InlineData(RpcFault.TooLarge)]
    public async Task A_failed_endpoint_is_left_alone_for_a_growing_pause_and_tried_again(RpcFault fault)
    {
        (ScriptedTransport first, ScriptedTransport second) = (Failing(fault), Well("0x2"));
        RpcPool pool = PoolOf(first, second);
        TimeSpan before = TimeSpan.Zero;
        for (int failure = 1; failure <= 3; failure++)
        {
            Assert.Equal(2, await BalanceAsync(pool));
            TimeSpan pause = pool.Health[0].RetryIn;
            Assert.InRange(
                pause,
                TimeSpan.FromMilliseconds(50 * Math.Pow(2, failure - 1)),
                TimeSpan.FromMilliseconds(100 * Math.Pow(2, failure - 1))
            );
            Assert.True(pause > before / 2);
            Assert.Equal((fault, failure), (pool.Health[0].Fault, pool.Health[0].ConsecutiveFailures));
            int asked = first.Calls;
            Assert.Equal(2, await BalanceAsync(pool));
            Assert.Equal(asked, first.Calls);
            _clock.Advance(pause);
            before = pause;
        }

        first.Answer = Well("0x1").Answer;
        Assert.Equal(1, await BalanceAsync(pool));
        Assert.Equal((null, 0, TimeSpan.Zero), (pool.Health[0].Fault, pool.Health[0].ConsecutiveFailures, pool.Health[0].RetryIn));
    }

    [Fact]
    public async Task An_answer_of_the_wrong_shape_is_the_endpoints_fault()
    {
        RpcPool pool = PoolOf(Well("\"banana\"", raw: true), Well("0x2"));
        Assert.Equal(2, await BalanceAsync(pool));
        Assert.Equal(RpcFault.Garbage, pool.Health[0].Fault);
    }

    [Fact]
    public async Task Missing_logs_are_asked_elsewhere_and_demote_nobody()
    {
        RpcPool pool = PoolOf(Failing(RpcFault.LogsMissing), Well("0x2"));
        Assert.Equal(2, await BalanceAsync(pool));
        Assert.True(pool.Health[0].IsUsable);
    }

    [Fact]
    public async Task An_error_inside_one_node_is_asked_elsewhere_and_a_revert_is_an_answer()
    {
        RpcPool broken = PoolOf(Refusing(-32603, "internal error"), Well("0x2"));
        Assert.Equal(2, await BalanceAsync(broken));
        ScriptedTransport second = Well("0x2");
        JsonRpcException reverted = await Assert.ThrowsAsync<JsonRpcException>(() =>
            BalanceAsync(PoolOf(Refusing(3, "execution reverted"), second))
        );
        Assert.Equal(3, reverted.Code);
        Assert.Equal(0, second.Calls);
    }

    [Fact]
    public async Task A_transaction_goes_to_all_and_one_that_takes_it_is_enough()
    {
        ScriptedTransport[] nodes = [Failing(RpcFault.Timeout), Refusing(-32000, "already known"), Well(Hash32.Zero.ToString())];
        _ = await PoolOf(nodes).CallAsync("eth_sendRawTransaction", ["0x00"], Cancellation);
        Assert.All(nodes, static node => Assert.Equal(1, node.Calls));
    }

    [Fact]
    public async Task A_refusal_is_none_while_another_node_may_have_taken_the_bytes()
    {
        RpcPool pool = PoolOf(Failing(RpcFault.AnswerLost), Refusing(-32000, "nonce too low"));
        RpcUnreachableException open = await Assert.ThrowsAsync<RpcUnreachableException>(() =>
            pool.CallAsync("eth_sendRawTransaction", ["0x00"], Cancellation)
        );
        Assert.True(open.MayHaveArrived);
        RpcPool sure = PoolOf(Failing(RpcFault.Unreachable), Refusing(-32000, "nonce too low"));
        await Assert.ThrowsAsync<JsonRpcException>(() => sure.CallAsync("eth_sendRawTransaction", ["0x00"], Cancellation));
    }

    [Fact]
    public async Task A_retry_after_is_waited_for_when_it_is_short_and_told_when_it_is_long()
    {
        ScriptedTransport only = Failing(RpcFault.RateLimited, TimeSpan.FromMilliseconds(700));
        RpcPool pool = PoolOf(only);
        await Assert.ThrowsAsync<RpcUnreachableException>(() => BalanceAsync(pool));
        only.Answer = Well("0x1").Answer;
        Task<long> waiting = BalanceAsync(pool);
        _clock.Advance(TimeSpan.FromMilliseconds(600));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, only.Calls);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, await waiting);

        only.Answer = Failing(RpcFault.RateLimited, TimeSpan.FromMinutes(5)).Answer;
        await Assert.ThrowsAsync<RpcUnreachableException>(() => BalanceAsync(pool));
        RpcUnreachableException told = await Assert.ThrowsAsync<RpcUnreachableException>(() => BalanceAsync(pool));
        Assert.Equal((RpcFault.RateLimited, TimeSpan.FromMinutes(5)), (told.Fault, told.RetryAfter));
    }

    [Fact]
    public async Task An_endpoint_of_another_chain_answers_only_which_one_it_serves()
    {
        ScriptedTransport other = new(static method =>
            method == "eth_chainId" ? "\"0x5\""
            : method == "eth_getBlockByNumber" ? Header
            : "\"0x9\""
        );
        RpcPool pool = PoolOf(4, other);
        await Assert.ThrowsAsync<RpcUnreachableException>(() => BalanceAsync(pool));
        Assert.Equal(RpcFault.WrongChain, pool.Health[0].Fault);
        Assert.Equal(5UL, await new EthClient(pool).GetChainIdAsync(Cancellation));
    }

    [Fact]
    public void The_paths_of_endpoints_are_not_shown_they_hold_keys()
    {
        RpcPool pool = new(
            new HttpClient(),
            [new Uri("https://rpc.example/v3/secret-key")],
            new RpcPoolOptions(),
            _clock,
            new Random(1),
            NullLogger<RpcPool>.Instance
        );
        Assert.Equal("https://rpc.example", pool.Health[0].Endpoint);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RpcPool PoolOf(params ScriptedTransport[] nodes) => PoolOf(null, nodes);

    private RpcPool PoolOf(ulong? chainId, params ScriptedTransport[] nodes)
    {
        RpcPoolOptions options = new()
        {
            ChainId = chainId,
            FirstBackoff = TimeSpan.FromMilliseconds(100),
            SurveyInterval = TimeSpan.FromMinutes(10),
            MaxBackoff = TimeSpan.FromSeconds(2),
        };
        IReadOnlyList<(Uri, IRpcTransport)> endpoints =
        [
            .. nodes.Select(static (node, index) => (new Uri($"http://node{index}.example"), (IRpcTransport)node)),
        ];
        return new RpcPool(endpoints, options, _clock, new Random(1), NullLogger<RpcPool>.Instance);
    }

    private static async Task<long> BalanceAsync(RpcPool pool) =>
        (long)await new EthClient(pool).GetBalanceAsync(default, BlockTag.Latest, Cancellation);

    private static ScriptedTransport Well(string result, bool raw = false) =>
        new(method =>
            method == "eth_getBlockByNumber" ? Header
            : raw ? result
            : JsonSerializer.Serialize(result)
        );

    private static ScriptedTransport Failing(RpcFault fault, TimeSpan? retryAfter = null) =>
        new(method =>
            method == "eth_getBlockByNumber"
                ? Header
                : throw new RpcUnreachableException(method, "the test says so", fault: fault, retryAfter: retryAfter)
        );

    private static ScriptedTransport Refusing(int code, string message) =>
        new(method => method == "eth_getBlockByNumber" ? Header : throw new JsonRpcException(method, code, message, null));
}
