using Cortensor.Api.Frames;
using Cortensor.Miner.Routers;
using Cortensor.Primitives;

namespace Cortensor.Tests.Miner;

/// <summary>A connection to a router that keeps what is sent over it.</summary>
internal sealed class RecordingChannel(Address router, int credits = 1_000) : IRouterChannel
{
    private readonly Lock _lock = new();
    private readonly List<Frame> _frames = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Address Router => router;

    public int Credits => credits;

    /// <summary>Hears every frame after it was kept: the router's side, if a test needs one.</summary>
    public Action<Frame>? Sent { get; set; }

    public IReadOnlyList<Frame> Frames
    {
        get
        {
            lock (_lock)
            {
                return [.. _frames];
            }
        }
    }

    /// <summary>The tokens sent, whatever frames they came in; each frame goes on where the one before it ended.</summary>
    public IReadOnlyList<int> Tokens
    {
        get
        {
            List<int> tokens = [];
            TokenFrame[] frames = [.. Frames.OfType<TokenFrame>()];
            foreach (TokenFrame frame in frames)
            {
                Assert.Equal(frames[0].Seq + tokens.Count, frame.Seq);
                tokens.AddRange(frame.Tokens);
            }

            return tokens;
        }
    }

    /// <summary>The text sent.</summary>
    public string Text => string.Concat(Frames.OfType<TokenFrame>().Select(static frame => frame.Text));

    public bool TrySend(Frame frame)
    {
        lock (_lock)
        {
            _frames.Add(frame);
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Sent?.Invoke(frame);
        return true;
    }

    public ValueTask<bool> SendAsync(Frame frame, CancellationToken cancellationToken) => ValueTask.FromResult(TrySend(frame));

    public ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>The first frame of a type, as soon as it was sent.</summary>
    public async Task<T> UntilAsync<T>(Func<T, bool>? condition = null)
        where T : Frame
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_frames.OfType<T>().FirstOrDefault(condition ?? (_ => true)) is T found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"No {typeof(T).Name} among: {string.Join("; ", Frames)}");
            }
        }
    }
}
