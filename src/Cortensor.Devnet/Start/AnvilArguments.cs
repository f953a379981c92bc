using System.Globalization;

namespace Cortensor.Devnet.Start;

/// <summary>
/// How the dev chain is started. Without <c>--block-time</c> anvil stalls under bursts of transactions; first come, first in the block.
/// </summary>
internal static class AnvilArguments
{
    private const string BlockSeconds = "0.25";
    private const int StateSeconds = 5;

    public static IReadOnlyList<string> Of(int port, ulong chainId, string stateFile) =>
        [
            "--host",
            "127.0.0.1",
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "--chain-id",
            chainId.ToString(CultureInfo.InvariantCulture),
            "--block-time",
            BlockSeconds,
            "--order",
            "fifo",
            "--slots-in-an-epoch",
            "1",
            "--state",
            stateFile,
            "--state-interval",
            StateSeconds.ToString(CultureInfo.InvariantCulture),
            "--silent",
        ];
}
