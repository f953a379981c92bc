using Cortensor.Devnet.State;

namespace Cortensor.Tests.Devnet;

/// <summary>Half a saved state is not a state: the whole one before it is put back.</summary>
public sealed class ChainStateFileTests : IDisposable
{
    private readonly DevnetPaths _paths = new(Directory.CreateTempSubdirectory("cortensor-state-").FullName);

    public void Dispose() => Directory.Delete(_paths.Root, recursive: true);

    [Fact]
    public void A_state_cut_in_the_middle_is_replaced_by_the_last_whole_one()
    {
        string whole = "{\"accounts\":{\"0x1\":\"" + new string('f', 3_000_000) + "\"},\"blocks\":[1,2]}";
        ChainStateFile state = new(_paths);
        File.WriteAllText(_paths.ChainState, whole);
        Assert.True(state.Keep());
        foreach (int length in (int[])[0, 1, 25, 2_000_000, whole.Length - 1])
        {
            File.WriteAllText(_paths.ChainState, whole[..length]);
            Assert.False(state.Keep());
            Assert.True(state.Mend());
            Assert.Equal(whole, File.ReadAllText(_paths.ChainState));
        }
    }

    [Fact]
    public void A_whole_state_is_left_alone_and_a_missing_one_is_not_invented()
    {
        ChainStateFile state = new(_paths);
        Assert.False(state.Keep());
        Assert.False(state.Mend());
        File.WriteAllText(_paths.ChainState, "{\"block\":1}");
        Assert.True(state.Keep());
        File.WriteAllText(_paths.ChainState, "{\"block\":2}");
        Assert.False(state.Mend());
        Assert.Equal("{\"block\":2}", File.ReadAllText(_paths.ChainState));
    }
}
