namespace Cortensor.Tests.Storage;

/// <summary>Bytes that repeat in no chunk size, the same in every implementation that is compared.</summary>
internal static class Pattern
{
    public static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)((31 * i) + (7 * (i >> 8)) + 13);
        }

        return bytes;
    }
}
