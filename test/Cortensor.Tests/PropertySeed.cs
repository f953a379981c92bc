using FsCheck;

namespace Cortensor.Tests;

/// <summary>Gives FsCheck its seed; a failure of FsCheck names it.</summary>
internal static class PropertySeed
{
    private const ulong AnyOddNumber = 0x9E37_79B9_7F4A_7C15;

    public static Config WithSeed(this Config config, int seed) => config.WithReplay((ulong)seed, AnyOddNumber);
}
