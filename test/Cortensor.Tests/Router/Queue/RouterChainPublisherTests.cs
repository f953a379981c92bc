using Cortensor.Crypto;
using Cortensor.Primitives;
using Cortensor.Protocol.Ledger;
using Cortensor.Protocol.Nodes;
using Cortensor.Protocol.Queue;
using Cortensor.Router;
using Cortensor.Router.Queue;
using Cortensor.Testing.Ledger;
using Cortensor.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cortensor.Tests.Router.Queue;

public sealed class RouterChainPublisherTests
{
    private readonly FakeClock _clock = new();
    private readonly MemoryChain _chain;
    private readonly Address _router = RouterHost.RouterKey.Address;

    public RouterChainPublisherTests()
    {
        _chain = new MemoryChain(_clock);
        _chain.GrantRole(NodeRole.Router, _router);
    }

    private Hash32 Tip => RouterChains.TipAt(_chain.Current.RouterChains.GetValueOrDefault(_router), _chain.Current.Head.Timestamp);

    [Fact]
    public async Task The_first_chain_is_posted_once()
    {
        RouterChainPublisher publisher = Keeper();
        await publisher.KeepAsync(_chain.Current, CancellationToken.None);
        ulong block = _chain.Current.Head.Number;
        await publisher.KeepAsync(_chain.Current, CancellationToken.None);
        Assert.Equal(block, _chain.Current.Head.Number);
        Assert.True(publisher.TryReveal(Tip, out Hash32 reveal));
        Assert.Equal(Tip, Keccak256.HashWords(reveal));
    }

    [Fact]
    public async Task Blocks_seen_before_its_own_post_do_not_make_it_post_again()
    {
        RouterChainPublisher publisher = Keeper();
        NetworkSnapshot before = _chain.Current;
        await publisher.KeepAsync(before, CancellationToken.None);
        ulong posted = _chain.Current.Head.Number;
        Assert.True(posted > before.Head.Number);
        for (ulong number = before.Head.Number; number < posted; number++)
        {
            await publisher.KeepAsync(before with { Head = before.Head with { Number = number } }, CancellationToken.None);
        }

        Assert.Equal(posted, _chain.Current.Head.Number);
        Assert.Equal(Hash32.Zero, _chain.Current.RouterChains[_router].NextTip);
    }

    [Fact]
    public async Task A_post_that_a_reorganisation_took_away_is_made_again()
    {
        RouterChainPublisher publisher = Keeper();
        NetworkSnapshot before = _chain.Current;
        await publisher.KeepAsync(before, CancellationToken.None);
        ulong posted = _chain.Current.Head.Number;
        await publisher.KeepAsync(before with { Head = before.Head with { Number = posted } }, CancellationToken.None);
        Assert.True(_chain.Current.Head.Number > posted);
    }

    [Fact]
    public async Task A_restart_finds_its_place_from_the_tip_and_never_before_it()
    {
        RouterChainPublisher before = Keeper();
        await before.KeepAsync(_chain.Current, CancellationToken.None);
        Assert.True(before.TryReveal(Tip, out Hash32 first));
        Assert.True(before.TryReveal(first, out Hash32 second));
        RouterChainPublisher after = Keeper();
        Assert.True(after.TryReveal(first, out Hash32 again));
        Assert.Equal(second, again);
    }

    [Fact]
    public async Task The_next_chain_is_announced_in_time_and_used_when_it_counts()
    {
        RouterChainPublisher publisher = Keeper();
        await publisher.KeepAsync(_chain.Current, CancellationToken.None);
        Hash32 tip = Tip;
        for (int used = 0; used < 7; used++)
        {
            Assert.True(publisher.TryReveal(tip, out tip));
        }

        await publisher.KeepAsync(With(tip), CancellationToken.None);
        RouterChain posted = _chain.Current.RouterChains[_router];
        Assert.NotEqual(Hash32.Zero, posted.NextTip);
        ulong block = _chain.Current.Head.Number;
        await publisher.KeepAsync(_chain.Current, CancellationToken.None);
        Assert.Equal(block, _chain.Current.Head.Number);
        Assert.True(publisher.TryReveal(posted.NextTip, out _));
        Assert.True(Keeper().TryReveal(posted.NextTip, out _));
    }

    [Fact]
    public async Task A_used_up_chain_is_followed_by_the_next_generation_also_after_a_restart()
    {
        RouterChainPublisher publisher = Keeper();
        await publisher.KeepAsync(_chain.Current, CancellationToken.None);
        Hash32 tip = Tip;
        for (int used = 0; used < 8; used++)
        {
            Assert.True(publisher.TryReveal(tip, out tip));
        }

        Assert.False(publisher.TryReveal(tip, out _));
        await Keeper().KeepAsync(With(tip), CancellationToken.None);
        Hash32 next = _chain.Current.RouterChains[_router].NextTip;
        Assert.True(publisher.TryReveal(next, out _) || Keeper().TryReveal(next, out _));
    }

    [Fact]
    public void A_foreign_tip_has_no_reveal() => Assert.False(Keeper().TryReveal(Keccak256.HashText("foreign"), out _));

    [Fact]
    public async Task Two_deployments_share_no_link()
    {
        RouterChainPublisher here = Keeper();
        await here.KeepAsync(_chain.Current, CancellationToken.None);
        Assert.False(Keeper(chainId: 1).TryReveal(Tip, out _));
    }

    private NetworkSnapshot With(Hash32 tip) =>
        _chain.Current with
        {
            RouterChains = _chain.Current.RouterChains.SetItem(_router, new RouterChain(tip)),
        };

    private RouterChainPublisher Keeper(ulong chainId = 31_337) =>
        new(
            new RouterSecret(Keccak256.HashText("a secret")),
            new RouterNetwork(chainId, _chain.Options.Queue, new Dictionary<string, Address>()),
            _chain.As(_router).Queue,
            new LocalSigner(RouterHost.RouterKey),
            Options.Create(new RouterOptions { HashChainLength = 8 }),
            NullLogger<RouterChainPublisher>.Instance
        );
}
