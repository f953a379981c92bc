namespace Cortensor.Node.Hosting;

/// <summary>The end of standard input: whoever started this process has closed it, or is dead.</summary>
internal static class InputEnd
{
    public static async Task WaitAsync(CancellationToken cancellationToken)
    {
        using Stream input = Console.OpenStandardInput();
        byte[] buffer = new byte[256];
        try
        {
            while (await input.ReadAsync(buffer, cancellationToken) > 0)
            {
                // Nobody has anything to say to a node this way.
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end too.
        }
    }
}
