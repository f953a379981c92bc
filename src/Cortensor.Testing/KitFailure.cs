namespace Cortensor.Testing;

/// <summary>An implementation broke its port's contract; the message says which sentence.</summary>
/// <param name="message">What was expected and what happened.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class KitFailure(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Fails unless the condition holds.</summary>
    public static void Unless(bool condition, string message)
    {
        if (!condition)
        {
            throw new KitFailure(message);
        }
    }

    /// <summary>Fails unless the action throws that exception.</summary>
    public static async Task UnlessThrowsAsync<TException>(Func<Task> action, string message)
        where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException)
        {
            return;
        }

        throw new KitFailure(message);
    }
}
