using System.Text.Json;

namespace Cortensor.Devnet.State;

/// <summary>
/// The chain's saved state. The chain writes it in place, so one that is killed in the middle leaves half a file: a whole one is kept
/// beside it, and put back then.
/// </summary>
internal sealed class ChainStateFile(DevnetPaths paths)
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Keeps a copy now and then, until cancelled.</summary>
    public async Task KeepAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                _ = Keep();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The network stops; the chain writes its last state by itself.
        }
    }

    /// <summary>Copies the state if it is whole. False when there is none, or the chain is writing it.</summary>
    public bool Keep()
    {
        if (!File.Exists(paths.ChainState))
        {
            return false;
        }

        string draft = paths.KeptChainState + ".new";
        File.Copy(paths.ChainState, draft, overwrite: true);
        if (!IsWhole(draft))
        {
            return false;
        }

        File.Move(draft, paths.KeptChainState, overwrite: true);
        return true;
    }

    /// <summary>Puts the kept state in the place of one that is not whole. True when it did.</summary>
    public bool Mend()
    {
        if (!File.Exists(paths.ChainState) || IsWhole(paths.ChainState) || !File.Exists(paths.KeptChainState))
        {
            return false;
        }

        File.Copy(paths.KeptChainState, paths.ChainState, overwrite: true);
        return true;
    }

    private static bool IsWhole(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] buffer = new byte[BufferBytes];
        JsonReaderState state = default;
        int kept = 0;
        try
        {
            while (true)
            {
                int read = file.Read(buffer, kept, buffer.Length - kept);
                Utf8JsonReader reader = new(buffer.AsSpan(0, kept + read), isFinalBlock: read == 0, state);
                while (reader.Read())
                {
                    // Only whether it comes to its end.
                }

                if (read == 0)
                {
                    return true;
                }

                state = reader.CurrentState;
                kept = kept + read - (int)reader.BytesConsumed;
                buffer.AsSpan((int)reader.BytesConsumed, kept).CopyTo(buffer);
                // The state of the chain is one long string for each contract: a word longer than the buffer needs a larger one.
                if (kept == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
