using Cortensor.Primitives;

namespace Cortensor.Tests.StoreWriter;

/// <summary>What the writer stores for a task, so that its reader can tell.</summary>
public static class WrittenResult
{
    public static SessionId Session => new(1);

    /// <summary>From a part of a page to several pages.</summary>
    public static byte[] Bytes(TaskId task)
    {
        byte[] bytes = new byte[200 + (int)(task.Value * 977 % 9000)];
        new Random((int)task.Value).NextBytes(bytes);
        return bytes;
    }
}
