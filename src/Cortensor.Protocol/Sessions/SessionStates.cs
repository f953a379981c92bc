namespace Cortensor.Protocol.Sessions;

/// <summary>Bitmaps of session states, as refusals carry them.</summary>
public static class SessionStates
{
    /// <summary>Sessions that have not ended.</summary>
    public const byte Alive = (1 << (int)SessionState.Created) | (1 << (int)SessionState.Active);

    /// <summary>Every state.</summary>
    public const byte All = byte.MaxValue;

    /// <summary>The bit that stands for a state.</summary>
    public static byte Bit(SessionState state) => (byte)(1 << (int)state);

    /// <summary>The names of the states in a bitmap.</summary>
    public static string Describe(byte allowed) =>
        string.Join(" or ", Enum.GetValues<SessionState>().Where(state => (allowed & Bit(state)) != 0));
}
